import { VOICE_RATE_HZ } from '../sound/pcm.ts'

interface Mark {
  readonly itemId: string
  readonly playedSamples: number
  readonly atSeconds: number
  /** Not while it waits for more sound: the clock of the context goes on, the item does not. */
  readonly moves: boolean
}

export interface Played {
  readonly itemId: string
  readonly playedSamples: number
}

/** Where an output is in what it plays, from what it last reported; between two reports, an estimate by its clock. */
export class Playhead {
  #mark: Mark | null = null
  /** What had been played of items through an output before this one, which counts from there. */
  readonly #before = new Map<string, number>()

  get itemId(): string | null {
    return this.#mark?.itemId ?? null
  }

  started(itemId: string, atSeconds: number): void {
    this.#mark = { itemId, playedSamples: this.before(itemId), atSeconds, moves: true }
  }

  report(itemId: string, counted: number, atSeconds: number): void {
    const playedSamples = this.before(itemId) + counted
    const last = this.#mark
    const moves = last?.itemId !== itemId || playedSamples > last.playedSamples
    this.#mark = { itemId, playedSamples, atSeconds, moves }
  }

  /** There is nothing to play for the moment. */
  underrun(itemId: string, atSeconds: number): void {
    const at = this.at(atSeconds)
    if (at?.itemId === itemId) this.#mark = { ...at, atSeconds, moves: false }
  }

  /** `null` before the first item, and between two. May lie before the start of its item, or behind what there is of it. */
  at(atSeconds: number): Played | null {
    if (this.#mark === null) return null
    const { itemId, playedSamples, moves } = this.#mark
    const sinceSeconds = atSeconds - this.#mark.atSeconds
    const since = moves ? sinceSeconds : Math.min(0, sinceSeconds)
    return { itemId, playedSamples: Math.round(playedSamples + since * VOICE_RATE_HZ) }
  }

  /** What was played of an item before this output. */
  before(itemId: string): number {
    return this.#before.get(itemId) ?? 0
  }

  /** The output is gone; the next one begins here. */
  leave(played: readonly Played[]): void {
    for (const { itemId, playedSamples } of played) this.#before.set(itemId, playedSamples)
    if (this.#mark === null) return
    const { itemId } = this.#mark
    this.#mark = { itemId, playedSamples: this.before(itemId), atSeconds: 0, moves: false }
  }

  /** The item is over. */
  forget(itemId: string): void {
    this.#before.delete(itemId)
  }

  /** Nothing is played any more. */
  rest(): void {
    this.#mark = null
  }
}
