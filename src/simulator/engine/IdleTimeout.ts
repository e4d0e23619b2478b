import type { Clock } from './Clock.ts'
import type { Playback } from './Playback.ts'

export interface IdleTimeoutOptions {
  readonly clock: Clock
  readonly playback: Playback
  /** All audio of the user so far. */
  readonly receivedMs: () => number
  /** @param startMs - In the user's audio: where the answer had been heard to its end. */
  readonly onTimeout: (startMs: number) => void
}

/**
 * `idle_timeout_ms`: the user says nothing for so long after an answer.
 *
 * Counted from the moment at which the answer's sound has been played.
 */
export class IdleTimeout {
  readonly #options: IdleTimeoutOptions
  #timeoutMs: number | null = null
  #isWaiting = false
  #cancel: () => void = () => undefined

  constructor(options: IdleTimeoutOptions) {
    this.#options = options
  }

  configure(timeoutMs: number | null): void {
    if (timeoutMs === this.#timeoutMs) return
    this.#timeoutMs = timeoutMs
    this.startAnew()
  }

  /** The sound has ended otherwise than was thought. Nothing happens while it is not the user's turn. */
  startAnew(): void {
    if (this.#isWaiting) this.wait()
  }

  /** An answer is complete: from the end of its sound on it is the user's turn. */
  wait(): void {
    this.stop()
    this.#isWaiting = true
    const { clock, playback, receivedMs, onTimeout } = this.#options
    const timeoutMs = this.#timeoutMs
    if (timeoutMs === null) return
    this.#cancel = clock.after(playback.leftMs, () => {
      const startMs = receivedMs()
      this.#cancel = clock.after(timeoutMs, () => {
        this.stop()
        onTimeout(startMs)
      })
    })
  }

  /** Somebody speaks, or is about to. */
  stop(): void {
    this.#isWaiting = false
    this.#cancel()
    this.#cancel = () => undefined
  }
}
