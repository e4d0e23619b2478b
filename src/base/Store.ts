/** The part of a {@link Store} that readers see. Its functions are bound, so they go straight into `useSyncExternalStore`. */
export interface Readable<T> {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}

/**
 * A value that can be read at any time and watched.
 *
 * The snapshot is immutable: a change is a new object, and the same object means nothing changed.
 * React relies on that to skip renders.
 */
export class Store<T> implements Readable<T> {
  #snapshot: T
  readonly #listeners = new Set<() => void>()

  constructor(initial: T) {
    this.#snapshot = initial
  }

  readonly get = (): T => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Replaces the snapshot. Listeners hear about it only if it is a different value; one that throws does not silence the next. */
  set(next: T): void {
    if (Object.is(next, this.#snapshot)) return
    this.#snapshot = next
    for (const listener of [...this.#listeners]) {
      try {
        listener()
      } catch (error) {
        reportListenerError(error)
      }
    }
  }
}

/** Hands an error of somebody's listener to the page (or to Node) as uncaught, without unwinding us. */
export function reportListenerError(error: unknown): void {
  if (typeof reportError === 'function') reportError(error)
  else
    queueMicrotask(() => {
      throw error
    })
}
