import type { Clock } from './Clock.ts'

/** What the client is taken to hear: all sound that was sent, in real time from its first piece; it is sent faster than that. */
export class Playback {
  readonly #clock: Clock
  #endsAtMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How much of what was sent is still to be heard. */
  get leftMs(): number {
    return Math.max(0, this.#endsAtMs - this.#clock.now())
  }

  sent(ms: number): void {
    this.#endsAtMs = Math.max(this.#endsAtMs, this.#clock.now()) + ms
  }

  /** Nothing more is played. */
  cut(): void {
    this.#endsAtMs = 0
  }
}
