import type { Clock } from './Clock.ts'

/** At pace 0, this much is sent before others get their turn. */
const BURST_MS = 1000

/** When the next piece of an answer may be sent. */
export class Pace {
  readonly #clock: Clock
  readonly #speed: number
  /** When the next piece is due, by this clock. */
  #dueMs: number
  #burstMs = 0

  /** @param speed - Times real time; 0 sends at once. */
  constructor(clock: Clock, speed: number) {
    this.#clock = clock
    this.#speed = speed
    this.#dueMs = clock.now()
  }

  /** Counts a piece of sound, in milliseconds of it. */
  sent(ms: number): void {
    this.#burstMs += ms
    if (this.#speed > 0) this.#dueMs += ms / this.#speed
  }

  /** Resolves when the next piece is due. */
  async turn(): Promise<void> {
    const early = this.#dueMs - this.#clock.now()
    if (this.#speed > 0 && early <= 0) return
    if (this.#speed === 0 && this.#burstMs < BURST_MS) return
    this.#burstMs = 0
    await this.#sleep(early)
  }

  /** Waits in real time, whatever the speed. */
  async wait(ms: number): Promise<void> {
    if (ms > 0) await this.#sleep(ms)
    this.#dueMs = Math.max(this.#dueMs, this.#clock.now())
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(Math.max(0, ms), resolve)
    })
  }
}
