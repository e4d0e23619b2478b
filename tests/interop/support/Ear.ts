/** Keeps what a client tells, and lets a test wait for a word. A failure of the client fails whoever waits. */
export class Ear<E extends { readonly type: string }> {
  readonly events: E[] = []
  readonly #waiting = new Set<() => void>()
  #failure: Error | null = null

  readonly take = (event: E): void => {
    this.events.push(event)
    this.#wake()
  }

  readonly fail = (failure: Error): void => {
    this.#failure ??= failure
    this.#wake()
  }

  /** How many events there are: a place to listen from. */
  get now(): number {
    return this.events.length
  }

  all<T extends E['type']>(type: T, from = 0): Extract<E, { readonly type: T }>[] {
    return this.events
      .slice(from)
      .filter((event): event is Extract<E, { readonly type: T }> => event.type === type)
  }

  /** The `nth` event of this type, counted from 1, that is not before `from`. */
  async hear<T extends E['type']>(
    type: T,
    { from = 0, nth = 1 }: { readonly from?: number; readonly nth?: number } = {},
  ): Promise<Extract<E, { readonly type: T }>> {
    for (;;) {
      if (this.#failure) throw this.#failure
      const found = this.all(type, from)[nth - 1]
      if (found) return found
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}
