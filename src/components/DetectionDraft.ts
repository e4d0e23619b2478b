import { Store } from '../base/Store.ts'
import type { TurnDetection } from '../protocol/settings.ts'

/** A drag makes dozens of values; the service gets the one that it rests on. */
const REST_MS = 200

/**
 * What the user has chosen and the service has not confirmed yet; `undefined` when there is no such thing.
 *
 * It goes when an answer comes, whatever the answer was: then what is in force is shown. A hand on the slider keeps it.
 */
export class DetectionDraft {
  readonly #store = new Store<TurnDetection | undefined>(undefined)
  readonly state = this.#store
  readonly #send: (detection: TurnDetection) => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #isHeld = false
  #isAnswered = true

  constructor(send: (detection: TurnDetection) => void) {
    this.#send = send
  }

  readonly change = (detection: TurnDetection): void => {
    this.#store.set(detection)
    this.#stopTimer()
    this.#timer = setTimeout(this.flush, REST_MS)
  }

  readonly hold = (isHeld: boolean): void => {
    this.#isHeld = isHeld
    this.#settle()
  }

  /** The service or the app said what is in force, or refused what was sent. */
  readonly answered = (): void => {
    this.#isAnswered = true
    this.#settle()
  }

  /** Sends what still waits, at once. */
  readonly flush = (): void => {
    const draft = this.#store.get()
    if (this.#timer === null || draft === undefined) return
    this.#stopTimer()
    this.#isAnswered = false
    this.#send(draft)
  }

  #settle(): void {
    if (this.#isAnswered && !this.#isHeld && this.#timer === null) this.#store.set(undefined)
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
