import type { Clock } from './Clock.ts'
import type { Playback } from './Playback.ts'

export interface IdleTimeoutOptions {
  readonly clock: Clock
  readonly playback: Playback
  /** Nothing is counted meanwhile. */
  readonly isSpeaking: () => boolean
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
  #isUsersTurn = false
  #cancel: () => void = () => undefined

  constructor(options: IdleTimeoutOptions) {
    this.#options = options
  }

  configure(timeoutMs: number | null): void {
    if (timeoutMs === this.#timeoutMs) return
    this.#timeoutMs = timeoutMs
    this.startAnew()
  }

  /** An answer is complete: from the end of its sound on it is the user's turn. */
  wait(): void {
    this.#isUsersTurn = true
    this.startAnew()
  }

  /** The user begins to speak, or did not after all, or the sound has ended otherwise than was thought. */
  startAnew(): void {
    this.#cancel()
    const { clock, playback, isSpeaking, receivedMs, onTimeout } = this.#options
    const timeoutMs = this.#timeoutMs
    if (timeoutMs === null || !this.#isUsersTurn || isSpeaking()) return
    this.#cancel = clock.after(playback.leftMs, () => {
      const startMs = receivedMs()
      this.#cancel = clock.after(timeoutMs, () => {
        this.stop()
        onTimeout(startMs)
      })
    })
  }

  /** The user has had the turn, or somebody else takes it. */
  stop(): void {
    this.#isUsersTurn = false
    this.#cancel()
  }
}
