import { VOICE_RATE_HZ } from '../sound/pcm.ts'
import type { PlaybackQueue } from './PlaybackQueue.ts'
import { Resampler } from '../sound/Resampler.ts'

/** Blocks are 128 samples, and up to 2048 where a page may choose. Longer ones cost an allocation. */
const LONGEST_BLOCK = 2048

/** Renders a queue at the rate of a context. Positions stay in samples of the queue. */
export class PlaybackRenderer {
  readonly #queue: PlaybackQueue
  readonly #rateHz: number
  readonly #resampler: Resampler
  #block: Float32Array
  #pulledSamples = 0
  #renderedSamples = 0

  constructor(queue: PlaybackQueue, rateHz: number) {
    this.#queue = queue
    this.#rateHz = rateHz
    this.#resampler = new Resampler(VOICE_RATE_HZ, rateHz)
    this.#block = new Float32Array(this.#resampler.inputFor(LONGEST_BLOCK))
  }

  /** How long what is pulled now stays in the filter before it is rendered: 0 at the rate of the queue. */
  get delaySeconds(): number {
    return this.#pulledSamples / VOICE_RATE_HZ - this.#renderedSamples / this.#rateHz
  }

  /** Fills all of `output`, of any length. */
  render(output: Float32Array): void {
    if (this.#rateHz === VOICE_RATE_HZ) this.#queue.pull(output)
    else if (output.length > 0) this.#resample(output)
  }

  #resample(output: Float32Array): void {
    const needed = this.#resampler.inputFor(output.length)
    if (needed > this.#block.length) this.#block = new Float32Array(needed)
    this.#queue.pull(this.#block, needed)
    this.#resampler.process(this.#block, output, needed)
    this.#pulledSamples += needed
    this.#renderedSamples += output.length
  }
}
