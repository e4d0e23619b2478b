import type { Clock } from './Clock.ts'

export interface InboxOptions {
  readonly clock: Clock
  /** A defect, of which nobody who sent something could be told. */
  readonly onDefect: (error: unknown) => void
}

interface Letter {
  readonly steps: Iterator<unknown>
  readonly size: number
}

/** Two of the largest frames. Where more waits, the sender has to wait too, as he would without an inbox. */
const MOST_WAITING = 32 * 1024 * 1024

/**
 * What a client sent, worked off in the order in which it came.
 *
 * Most of it is done at once. What takes long is done in steps, with a task of the platform between any two: others
 * get their turn, and all that this client sent later waits.
 */
export class Inbox {
  readonly #options: InboxOptions
  #letters: Letter[] = []
  #size = 0
  #isAtWork = false
  #isWaiting = false
  #isStopped = false

  constructor(options: InboxOptions) {
    this.#options = options
  }

  /** @param size - Of its text, in letters. @throws whatever its steps throw */
  put(steps: Iterator<unknown>, size = 0): void {
    if (this.#isStopped) return
    this.#letters.push({ steps, size })
    this.#size += size
    if (this.#isAtWork || (this.#isWaiting && this.#size <= MOST_WAITING)) return
    this.#work()
  }

  /** Drops all that waits, and whatever comes. */
  stop(): void {
    this.#isStopped = true
    this.#letters = []
  }

  #work(): void {
    this.#isAtWork = true
    try {
      for (let first = this.#letters[0]; first; first = this.#letters[0]) {
        const isDone = first.steps.next().done === true
        if (isDone) {
          this.#letters.shift()
          this.#size -= first.size
        } else if (this.#size <= MOST_WAITING) return this.#goOnLater()
      }
    } finally {
      this.#isAtWork = false
    }
  }

  #goOnLater(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#options.clock.after(0, () => {
      this.#isWaiting = false
      try {
        this.#work()
      } catch (error) {
        this.#options.onDefect(error)
      }
    })
  }
}
