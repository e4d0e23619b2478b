import { pcm16ToFloat } from '../pcm.ts'
import { Resampler } from '../Resampler.ts'
import type { VoiceDetector } from './VoiceDetector.ts'

const DETECTOR_RATE_HZ = 16_000
/** Stricter than for a turn: what is left of the assistant's own voice after echo cancellation is to be no onset. */
const SPEECH = 0.6
/** Once heard, it is not heard again until it was quieter than this for `QUIET_FRAMES`. */
const QUIET = 0.35
/** 64 ms: shorter is a click. */
const SPEECH_FRAMES = 2
/** 256 ms: a pause between words is shorter. */
const QUIET_FRAMES = 8
const PIECE_SAMPLES = 1024

/** Hears the first moment of speech in a stream of sound, once for each time that somebody speaks. */
export class SpeechOnset {
  readonly #detector: VoiceDetector
  readonly #frame: Float32Array
  readonly #input = new Float32Array(PIECE_SAMPLES)
  #rateHz = 0
  #resampler: Resampler | null = null
  #resampled = new Float32Array(0)
  #filled = 0
  #speechFrames = 0
  #quietFrames = QUIET_FRAMES

  /** @param detector - For this stream alone: it remembers. */
  constructor(detector: VoiceDetector) {
    this.#detector = detector
    this.#frame = new Float32Array(detector.frameSamples)
  }

  /** Answers whether speech began in it. */
  push(pcm: Int16Array, rateHz: number): boolean {
    const resampler = this.#resamplerFor(rateHz)
    let begins = false
    for (let at = 0; at < pcm.length; at += PIECE_SAMPLES) {
      const piece = pcm.subarray(at, at + PIECE_SAMPLES)
      const floats = pcm16ToFloat(piece, this.#input.subarray(0, piece.length))
      const count = resampler.process(floats, this.#resampled)
      begins = this.#listen(this.#resampled.subarray(0, count)) || begins
    }
    return begins
  }

  /** What comes next has nothing to do with what came before. */
  reset(): void {
    this.#detector.reset()
    this.#resampler = null
    this.#filled = 0
    this.#speechFrames = 0
    this.#quietFrames = QUIET_FRAMES
  }

  #resamplerFor(rateHz: number): Resampler {
    if (this.#resampler === null || rateHz !== this.#rateHz) {
      this.#rateHz = rateHz
      this.#resampler = new Resampler(rateHz, DETECTOR_RATE_HZ)
      this.#resampled = new Float32Array(this.#resampler.outputFor(PIECE_SAMPLES))
    }
    return this.#resampler
  }

  #listen(samples: Float32Array): boolean {
    let begins = false
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + this.#frame.length - this.#filled)
      this.#frame.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled < this.#frame.length) return begins
      this.#filled = 0
      begins = this.#judge(this.#detector.probability(this.#frame)) || begins
    }
    return begins
  }

  #judge(probability: number): boolean {
    this.#speechFrames = probability >= SPEECH ? this.#speechFrames + 1 : 0
    if (this.#quietFrames >= QUIET_FRAMES && this.#speechFrames >= SPEECH_FRAMES) {
      this.#quietFrames = 0
      return true
    }
    if (this.#quietFrames < QUIET_FRAMES)
      this.#quietFrames = probability < QUIET ? this.#quietFrames + 1 : 0
    return false
  }
}
