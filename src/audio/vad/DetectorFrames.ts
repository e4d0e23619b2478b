import { pcm16ToFloat } from '../sound/pcm.ts'
import { Resampler } from '../sound/Resampler.ts'
import type { VoiceDetector } from './VoiceDetector.ts'

export const DETECTOR_RATE_HZ = 16_000
/** Longer audio is worked off in pieces, in the same two buffers: new ones for each chunk are much garbage. */
const PIECE_SAMPLES = 1024

/**
 * Cuts a stream of PCM16 into the frames of a detector, and asks it about each.
 *
 * Frames are counted from the first sample, so how the sound was cut into chunks changes nothing.
 */
export class DetectorFrames {
  readonly #detector: VoiceDetector
  readonly #heard: (probability: number) => void
  readonly #frame: Float32Array
  readonly #input = new Float32Array(PIECE_SAMPLES)
  #rateHz = 0
  #resampler: Resampler | null = null
  #resampled = new Float32Array(0)
  #filled = 0

  /**
   * @param detector - For this stream alone: it remembers.
   * @param heard - Told of each frame, in order, during `push`.
   */
  constructor(detector: VoiceDetector, heard: (probability: number) => void) {
    this.#detector = detector
    this.#heard = heard
    this.#frame = new Float32Array(detector.frameSamples)
  }

  /** @param pcm - Mono. */
  push(pcm: Int16Array, rateHz: number): void {
    const resampler = this.#resamplerFor(rateHz)
    for (let at = 0; at < pcm.length; at += PIECE_SAMPLES) {
      const piece = pcm.subarray(at, at + PIECE_SAMPLES)
      const floats = pcm16ToFloat(piece, this.#input.subarray(0, piece.length))
      const count = resampler.process(floats, this.#resampled)
      this.#listen(this.#resampled.subarray(0, count))
    }
  }

  /** What comes next has nothing to do with what came before: the part of a frame that is there is left out. */
  reset(): void {
    this.#detector.reset()
    this.#resampler = null
    this.#filled = 0
  }

  #resamplerFor(rateHz: number): Resampler {
    if (this.#resampler !== null && rateHz === this.#rateHz) return this.#resampler
    this.#rateHz = rateHz
    this.#resampler = new Resampler(rateHz, DETECTOR_RATE_HZ)
    this.#resampled = new Float32Array(this.#resampler.outputFor(PIECE_SAMPLES))
    return this.#resampler
  }

  #listen(samples: Float32Array): void {
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + this.#frame.length - this.#filled)
      this.#frame.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled < this.#frame.length) return
      this.#filled = 0
      this.#heard(this.#detector.probability(this.#frame))
    }
  }
}
