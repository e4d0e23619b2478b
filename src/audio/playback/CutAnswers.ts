import type { ItemCount } from '../worklet/QueuedItems.ts'

/** How long the worklet may take to say what was heard. */
const ANSWER_MS = 60

type Counts = readonly ItemCount[] | null

/** What the worklet says to each cut. One may be asked for before the one before it is answered: each gets its own. */
export class CutAnswers {
  readonly #waiting = new Map<number, (counts: Counts) => void>()
  #cuts = 0

  /** How many cuts the worklet was told of: what it says with a lower number is about sound that is gone. */
  get cuts(): number {
    return this.#cuts
  }

  /** For a cut that the worklet is told of now. `null` when it says nothing in time. */
  next(): Promise<Counts> {
    const cut = ++this.#cuts
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(cut, null), ANSWER_MS)
      this.#waiting.set(cut, (counts) => {
        clearTimeout(timer)
        resolve(counts)
      })
    })
  }

  settle(cut: number, counts: Counts): void {
    this.#waiting.get(cut)?.(counts)
    this.#waiting.delete(cut)
  }

  /** Nothing is said any more. */
  close(): void {
    for (const cut of [...this.#waiting.keys()]) this.settle(cut, null)
  }
}
