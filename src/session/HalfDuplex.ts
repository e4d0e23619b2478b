import type { VoiceSink } from './watchMicrophone.ts'

/** What was rendered is still heard for as long as the output is late, and rings on in the room. */
const TAIL_MS = 250

/** Keeps the microphone from the service while the answer can be heard, where the user is not to talk over it. */
export class HalfDuplex implements VoiceSink {
  readonly rate: VoiceSink['rate']
  readonly #sink: VoiceSink
  readonly #hearsAnswer: () => boolean | null
  #hushedUntilMs = 0

  /** @param hearsAnswer - Whether what the microphone gives now may be the answer; null where that does not matter. */
  constructor(sink: VoiceSink, hearsAnswer: () => boolean | null) {
    this.#sink = sink
    this.rate = sink.rate
    this.#hearsAnswer = hearsAnswer
  }

  push(pcm: Int16Array, rateHz?: number): void {
    const nowMs = performance.now()
    const hearsAnswer = this.#hearsAnswer()
    if (hearsAnswer) this.#hushedUntilMs = nowMs + TAIL_MS
    else if (hearsAnswer === null || nowMs >= this.#hushedUntilMs) this.#sink.push(pcm, rateHz)
  }
}
