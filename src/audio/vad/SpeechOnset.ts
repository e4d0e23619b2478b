import { DetectorFrames } from './DetectorFrames.ts'
import type { VoiceDetector } from './VoiceDetector.ts'

/** Stricter than for a turn: what is left of the assistant's own voice after echo cancellation is to be no onset. */
const SPEECH = 0.6
/** Once heard, it is not heard again until it was quieter than this for `QUIET_FRAMES`. */
const QUIET = 0.35
/** 64 ms: shorter is a click. */
const SPEECH_FRAMES = 2
/** 256 ms: a pause between words is shorter. */
const QUIET_FRAMES = 8

/** Hears the first moment of speech in a stream of sound, once for each time that somebody speaks. */
export class SpeechOnset {
  readonly #frames: DetectorFrames
  #begins = false
  #speechFrames = 0
  #quietFrames = QUIET_FRAMES

  /** @param detector - For this stream alone: it remembers. */
  constructor(detector: VoiceDetector) {
    this.#frames = new DetectorFrames(detector, (probability) => this.#judge(probability))
  }

  /** Answers whether speech began in it. */
  push(pcm: Int16Array, rateHz: number): boolean {
    this.#begins = false
    this.#frames.push(pcm, rateHz)
    return this.#begins
  }

  /** What comes next has nothing to do with what came before. */
  reset(): void {
    this.#frames.reset()
    this.#speechFrames = 0
    this.#quietFrames = QUIET_FRAMES
  }

  #judge(probability: number): void {
    this.#speechFrames = probability >= SPEECH ? this.#speechFrames + 1 : 0
    if (this.#quietFrames < QUIET_FRAMES)
      this.#quietFrames = probability < QUIET ? this.#quietFrames + 1 : 0
    else if (this.#speechFrames >= SPEECH_FRAMES) {
      this.#quietFrames = 0
      this.#begins = true
    }
  }
}
