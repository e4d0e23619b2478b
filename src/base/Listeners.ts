import { reportListenerError } from './Store.ts'

/** Whoever wants to hear of something. One that throws does not silence the next, nor us. */
export class Listeners<Listener> {
  readonly #all = new Set<Listener>()

  /** Answers how to leave. */
  add(listener: Listener): () => void {
    this.#all.add(listener)
    return () => {
      this.#all.delete(listener)
    }
  }

  each(tell: (listener: Listener) => void): void {
    for (const listener of [...this.#all]) {
      try {
        tell(listener)
      } catch (error) {
        reportListenerError(error)
      }
    }
  }
}
