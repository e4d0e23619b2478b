import { Timers, type Clock } from '../engine/Clock.ts'

interface Waiting {
  readonly run: () => void
  readonly dueMs: number
}

interface Aside {
  readonly run: () => void
  left: number
}

export interface Handling {
  /** It and all behind it wait so long. */
  readonly delayMs: number
  /** How many of those behind it go first. */
  readonly behind: number
}

/** After so long with nothing behind it, what was put aside goes: the last event of all would never. */
const IDLE_MS = 1000

/** Things pass in order, each when those before it have; one may be held up, or let others go first. */
export class Belt {
  readonly #clock: Timers
  #waiting: Waiting[] = []
  #aside: Aside[] = []
  #wake: (() => void) | null = null
  #idle: (() => void) | null = null
  #isStopped = false

  constructor(clock: Clock) {
    this.#clock = new Timers(clock)
  }

  put(run: () => void, { delayMs, behind }: Handling): void {
    const overtaken = this.#aside
    const dueMs = this.#clock.now() + delayMs
    if (behind > 0) this.#aside = [...overtaken, { run, left: behind }]
    else this.#waiting.push({ run, dueMs })
    for (const one of overtaken) one.left -= 1
    this.#release(overtaken.filter(({ left }) => left === 0))
    this.#idle?.()
    this.#idle = null
    if (this.#aside.length > 0)
      this.#idle = this.#clock.after(IDLE_MS, () => this.#release(this.#aside))
    this.#move()
  }

  /** What waits is thrown away, and all that comes later. */
  stop(): void {
    this.#isStopped = true
    this.#waiting = []
    this.#aside = []
    this.#clock.stop()
  }

  #release(ready: readonly Aside[]): void {
    this.#aside = this.#aside.filter((one) => !ready.includes(one))
    for (const { run } of ready) this.#waiting.push({ run, dueMs: this.#clock.now() })
    this.#move()
  }

  #move(): void {
    if (this.#wake !== null) return
    for (let next = this.#waiting[0]; next && !this.#isStopped; next = this.#waiting[0]) {
      const waitMs = next.dueMs - this.#clock.now()
      if (waitMs > 0) {
        this.#wake = this.#clock.after(waitMs, () => {
          this.#wake = null
          this.#move()
        })
        return
      }
      this.#waiting.shift()
      next.run()
    }
  }
}
