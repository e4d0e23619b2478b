import type { ServerEvent } from '../protocol/serverEvents.ts'

/** An event that is told twice is told twice soon; of the quickest answers this is some ten seconds. */
const KEPT = 2000

/** Tells two events apart without keeping the sound that is in them. */
function printOf(event: ServerEvent): number {
  const text = JSON.stringify(event)
  let print = 0
  for (let at = 0; at < text.length; at++) print = (print * 31 + text.charCodeAt(at)) | 0
  return print
}

/** The events of one line by their ids, so that one that is told twice counts once. */
export class SeenEvents {
  readonly #prints = new Map<string, number>()
  #isTrusted = true

  /** @returns Whether it is new. One without an id always is, and so is every one of a service that gives one id to several. */
  add(event: ServerEvent): boolean {
    const id = event.type === 'unknown' ? undefined : event.event_id
    if (!this.#isTrusted || typeof id !== 'string' || id === '') return true
    const print = printOf(event)
    const before = this.#prints.get(id)
    if (before === print) return false
    this.#isTrusted = before === undefined
    this.#prints.set(id, print)
    for (const [oldest] of this.#prints) {
      if (this.#prints.size <= KEPT) break
      this.#prints.delete(oldest)
    }
    return true
  }
}
