/** Time and timers, so that a test can drive both. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs once, later; 0 is the next task, so that others get their turn. @returns Takes it back. */
  after(ms: number, run: () => void): () => void
}

/** What a timer of the platform can wait; one that is set to more fires at once. */
const LONGEST_MS = 2 ** 31 - 1

/** The platform's. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    // Node rounds a timeout of 0 up to 1 ms, which at pace 0 would be most of the time spent.
    if (ms <= 0 && typeof setImmediate === 'function') {
      const task = setImmediate(run)
      return () => clearImmediate(task)
    }
    let timer: ReturnType<typeof setTimeout>
    const wait = (leftMs: number) => {
      const nowMs = Math.min(leftMs, LONGEST_MS)
      timer = setTimeout(() => (leftMs > nowMs ? wait(leftMs - nowMs) : run()), nowMs)
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
}

/** A clock whose timers can all be taken back at once, for good. */
export class Timers implements Clock {
  readonly #clock: Clock
  readonly #pending = new Set<() => void>()
  #isStopped = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now()
  }

  /** After `stop` nothing is run any more: whoever was in the middle of something may still ask. */
  after(ms: number, run: () => void): () => void {
    if (this.#isStopped) return () => undefined
    const stop = this.#clock.after(ms, () => {
      this.#pending.delete(cancel)
      run()
    })
    const cancel = () => {
      this.#pending.delete(cancel)
      stop()
    }
    this.#pending.add(cancel)
    return cancel
  }

  stop(): void {
    this.#isStopped = true
    for (const cancel of [...this.#pending]) cancel()
  }
}
