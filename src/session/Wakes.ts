import type { Effect, OwnEvent } from './events.ts'

/** Events that happen later, unless the conversation ends before. */
export class Wakes {
  readonly #happen: (event: OwnEvent) => void
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()

  constructor(happen: (event: OwnEvent) => void) {
    this.#happen = happen
  }

  set({ afterMs, event }: Extract<Effect, { readonly type: 'wake' }>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#happen(event)
    }, afterMs)
    this.#timers.add(timer)
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
