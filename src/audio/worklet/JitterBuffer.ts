import { VOICE_RATE_HZ, msToSamples } from '../sound/pcm.ts'

const LEAST_MS = 60
const MOST_MS = 240

/**
 * How long sound is held back when it begins out of silence, so that a late chunk leaves no gap.
 *
 * 60 ms at first; twice as much after each gap, at most 240; half again, at least 60, after each item that had none.
 */
export class JitterBuffer {
  readonly #adapts: boolean
  #depthSamples: number

  /** @param fixedMs - Always so much; 0 for none. What is no length of time counts as left out: sound must come. */
  constructor(fixedMs = NaN) {
    this.#adapts = !(fixedMs >= 0 && fixedMs < Infinity)
    this.#depthSamples = msToSamples(this.#adapts ? LEAST_MS : fixedMs, VOICE_RATE_HZ)
  }

  get depthSamples(): number {
    return this.#depthSamples
  }

  /**
   * For how many more samples to be silent.
   *
   * Time that has been waited counts as much as audio that waits: either is that much of a delay for a chunk to be
   * late in. So nothing is held back for longer than the depth, and what comes at four times real time for a fifth of it.
   */
  holdSamples(waitingSamples: number, heldSamples: number): number {
    return Math.max(0, this.#depthSamples - waitingSamples - heldSamples)
  }

  /** There was a gap. */
  widen(): void {
    this.#adapt(this.#depthSamples * 2)
  }

  /** An item came out in one piece. */
  ease(): void {
    this.#adapt(this.#depthSamples / 2)
  }

  #adapt(samples: number): void {
    if (!this.#adapts) return
    const least = msToSamples(LEAST_MS, VOICE_RATE_HZ)
    const most = msToSamples(MOST_MS, VOICE_RATE_HZ)
    this.#depthSamples = Math.min(most, Math.max(least, samples))
  }
}
