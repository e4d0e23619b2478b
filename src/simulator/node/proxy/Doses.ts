import type { Toxic, ToxicEffect } from './Toxic.ts'

type Laid = Exclude<Toxic, { type: 'down' }>
export type Stream = 'upstream' | 'downstream'

/** Which toxics one connection has. Chance is asked once for each; then it stays so. */
export class Doses {
  readonly #random: () => number
  readonly #chosen = new Map<Laid, boolean>()
  #toxics: readonly Laid[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  /** All that are laid now. */
  set(toxics: readonly Toxic[]): void {
    this.#toxics = toxics.filter((toxic) => toxic.type !== 'down')
    for (const toxic of this.#toxics)
      if (!this.#chosen.has(toxic)) this.#chosen.set(toxic, this.#choose(toxic))
  }

  get all(): readonly Laid[] {
    return this.#toxics.filter((toxic) => this.#chosen.get(toxic) === true)
  }

  of<T extends ToxicEffect['type']>(stream: Stream, type: T) {
    return this.all.filter(
      (toxic): toxic is Extract<Laid, { type: T }> =>
        toxic.type === type && (toxic.stream ?? 'downstream') === stream,
    )
  }

  #choose({ toxicity = 1 }: Laid): boolean {
    return toxicity >= 1 || this.#random() < toxicity
  }
}
