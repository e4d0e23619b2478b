const FIRST_MS = 1000
const LONGEST_MS = 30_000
/** What ran for that long was well: what happens to it then is not the old trouble. */
const HEALTHY_MS = 30_000

/** How long to wait before trying again: not at all at first, then twice as long each time. */
export class Backoff {
  readonly #nowMs: () => number
  #failures = 0
  #runsSinceMs = Infinity

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs
  }

  /** It runs. */
  succeed(): void {
    this.#runsSinceMs = Math.min(this.#runsSinceMs, this.#nowMs())
  }

  /** It failed, or stopped running. */
  nextMs(): number {
    if (this.#nowMs() - this.#runsSinceMs >= HEALTHY_MS) this.#failures = 0
    this.#runsSinceMs = Infinity
    this.#failures++
    return this.#failures === 1 ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 2))
  }
}
