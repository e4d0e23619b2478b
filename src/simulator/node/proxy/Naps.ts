/** Waiting that can be cut short. Who was woken looks again whether there is still something to wait for. */
export class Naps {
  readonly #sleepers = new Set<() => void>()

  /** @param ms - `Infinity` waits until somebody wakes. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#sleepers.delete(wake)
        resolve()
      }
      const timer = ms === Infinity ? undefined : setTimeout(wake, ms)
      this.#sleepers.add(wake)
    })
  }

  wake(): void {
    for (const wake of [...this.#sleepers]) wake()
  }
}
