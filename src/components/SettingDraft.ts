import { Store } from '../base/Store.ts'

/** A drag makes dozens of values; the service gets the one that it rests on. */
const REST_MS = 200

/**
 * What the user has chosen and the service has not confirmed yet; `undefined` when there is no such thing.
 *
 * It goes when an answer comes, whatever the answer was: then what is in force is shown. A hand on the slider keeps it.
 */
export class SettingDraft<V> {
  readonly #store = new Store<V | undefined>(undefined)
  readonly state = this.#store
  readonly #send: (value: V) => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #isHeld = false
  #isAnswered = true

  constructor(send: (value: V) => void) {
    this.#send = send
  }

  readonly change = (value: V): void => {
    this.#store.set(value)
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
