/** Sound that comes later than that is not an answer any more. */
const PATIENCE_MS = 2000

/** Says which items have waited too long to be heard. */
export class Patience {
  readonly #giveUp: (itemId: string) => void
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(giveUp: (itemId: string) => void) {
    this.#giveUp = giveUp
  }

  /** Nothing for an item that waits already. */
  wait(itemId: string): void {
    if (this.#timers.has(itemId)) return
    const timer = setTimeout(() => {
      this.#timers.delete(itemId)
      this.#giveUp(itemId)
    }, PATIENCE_MS)
    this.#timers.set(itemId, timer)
  }

  /** Nothing waits any more. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
