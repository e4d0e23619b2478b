import { VOICE_RATE_HZ } from './pcm.ts'
import type { PlaybackQueue } from './PlaybackQueue.ts'
import { Resampler } from './Resampler.ts'

/** Renders a queue at the rate of a context. Positions stay in samples of the queue. */
export class PlaybackRenderer {
  readonly #queue: PlaybackQueue
  readonly #resampler: Resampler
  /** Blocks by their length: few lengths come up, and nothing is allocated once they have. */
  readonly #blocks: Float32Array[] = []

  constructor(queue: PlaybackQueue, rateHz: number) {
    this.#queue = queue
    this.#resampler = new Resampler(VOICE_RATE_HZ, rateHz)
  }

  /** Fills all of `output`, of any length. */
  render(output: Float32Array): void {
    const needed = this.#resampler.inputFor(output.length)
    const block = (this.#blocks[needed] ??= new Float32Array(needed))
    this.#queue.pull(block)
    this.#resampler.process(block, output)
  }
}
