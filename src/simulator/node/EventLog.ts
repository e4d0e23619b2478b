import { loggedCopy } from './loggedCopy.ts'

/** One event as it went over a line. Long sounds are left out of it: `<4800 characters>` stands for them. */
export interface LoggedEvent {
  readonly session: string
  /** Seen from the simulator. */
  readonly direction: 'in' | 'out'
  readonly event: Readonly<Record<string, unknown>>
  /** Unix milliseconds. */
  readonly atMs: number
}

interface Kept {
  readonly logged: LoggedEvent
  readonly size: number
}

const MAX_EVENTS = 10_000
/** Ten times what so many usual events take; large ones push out more than one. */
const MAX_SIZE = 32 * 1024 * 1024

/** The last 10,000 events of all lines, or fewer when they are large, for assertions. */
export class EventLog {
  // A set gives up its oldest without moving all the others.
  readonly #kept = new Set<Kept>()
  #size = 0

  get events(): readonly LoggedEvent[] {
    return Array.from(this.#kept, ({ logged }) => logged)
  }

  add(session: string, direction: LoggedEvent['direction'], event: object): void {
    const { copy, size } = loggedCopy(event)
    this.#kept.add({ logged: { session, direction, event: copy, atMs: Date.now() }, size })
    this.#size += size
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MAX_EVENTS && this.#size <= MAX_SIZE) return
      this.#kept.delete(oldest)
      this.#size -= oldest.size
    }
  }
}
