import { guard } from '../guard.ts'

/** A function that says nothing of itself: the type `Function`, as in the documents of the preview's clients. */
export type Untyped = typeof Function.prototype

interface Entry {
  readonly listener: Untyped
  readonly isOnce: boolean
}

/**
 * Listeners by the name of the event. One that throws is reported and does not disturb the others.
 *
 * What happens before the task is over in which it was made waits for the next one, so that nobody misses it who
 * listens right after.
 */
export class Listeners {
  #entries = new Map<string, readonly Entry[]>()
  #held: (() => void)[] | null = []

  constructor() {
    setTimeout(() => {
      for (let next = this.#held?.shift(); next; next = this.#held?.shift()) next()
      this.#held = null
    }, 0)
  }

  add(event: string, listener: Untyped, isOnce = false): void {
    this.#entries.set(event, [...(this.#entries.get(event) ?? []), { listener, isOnce }])
  }

  /** Without a listener, all of that event. */
  remove(event: string, listener?: Untyped): void {
    const left = this.#entries.get(event)?.filter((entry) => entry.listener !== listener)
    this.#entries.set(event, listener === undefined ? [] : (left ?? []))
  }

  clear(): void {
    this.#entries = new Map()
  }

  /** @param unheard - Called when nobody listens. */
  emit(event: string, value: unknown, unheard?: () => void): void {
    if (this.#held) this.#held.push(() => this.#tell(event, value, unheard))
    else this.#tell(event, value, unheard)
  }

  #tell(event: string, value: unknown, unheard?: () => void): void {
    const entries = this.#entries.get(event) ?? []
    if (entries.length === 0) unheard?.()
    for (const entry of entries) {
      if (entry.isOnce) this.#drop(event, entry)
      guard(() => void Reflect.apply(entry.listener, undefined, [value]))
    }
  }

  #drop(event: string, entry: Entry): void {
    const entries = this.#entries.get(event) ?? []
    this.#entries.set(
      event,
      entries.filter((one) => one !== entry),
    )
  }
}
