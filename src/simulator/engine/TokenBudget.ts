import { spokenTokens, textTokens } from './tokens.ts'
import { toMs } from './wireAudio.ts'

/** What an answer may still cost under `max_output_tokens`, counted as its usage is. */
export class TokenBudget {
  readonly #max: number
  #ofFinishedItems = 0
  #letters = 0
  #samples = 0

  constructor(max: number | 'inf') {
    this.#max = max === 'inf' ? Infinity : max
  }

  /** @returns Whether there was enough; nothing is spent when there was not. */
  spend({ letters = 0, samples = 0 }: { letters?: number; samples?: number }): boolean {
    const cost = this.#cost(this.#letters + letters, this.#samples + samples)
    if (cost > this.#max) return false
    this.#letters += letters
    this.#samples += samples
    return true
  }

  /** Each item is rounded up for itself. */
  finishItem(): void {
    this.#ofFinishedItems = this.#cost(this.#letters, this.#samples)
    this.#letters = 0
    this.#samples = 0
  }

  #cost(letters: number, samples: number): number {
    return this.#ofFinishedItems + textTokens(letters) + spokenTokens(toMs(samples))
  }
}
