import type { VoiceError } from '../base/errors.ts'

/** The promise of one `connect()`. Marked as handled: the error is in the snapshot too, so nobody has to catch it. */
export class Attempt {
  readonly promise: Promise<void>
  #resolve: () => void = () => undefined
  #reject: (error: VoiceError) => void = () => undefined

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.promise.catch(() => undefined)
  }

  succeed(): void {
    this.#resolve()
  }

  fail(error: VoiceError): void {
    this.#reject(error)
  }
}
