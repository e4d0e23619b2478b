import type { ServerEvent } from '../protocol/serverEvents.ts'

/** An event that is told twice is told twice soon; of the quickest answers this is some ten seconds. */
const KEPT = 2000

/** The events of one line by their ids, so that one that is told twice counts once. */
export class SeenEvents {
  readonly #ids = new Set<string>()

  /** @returns Whether it is new. One without an id always is. */
  add(event: ServerEvent): boolean {
    const id = event.type === 'unknown' ? undefined : event.event_id
    if (typeof id !== 'string' || id === '') return true
    if (this.#ids.has(id)) return false
    this.#ids.add(id)
    for (const oldest of this.#ids) {
      if (this.#ids.size <= KEPT) break
      this.#ids.delete(oldest)
    }
    return true
  }
}
