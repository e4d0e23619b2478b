import type { Clock } from '../../../src/simulator/engine/Clock.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** Time that stands still until it is moved. */
export class FakeClock implements Clock {
  #now = 1_795_000_000_000
  #timers: Timer[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get pending(): number {
    return this.#timers.length
  }

  /** Runs what is due on the way, in order, with all that awaits it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
      await settle()
    }
    this.#now = end
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))
