/** One event as it went over a line. Long sounds are left out of it: `<4800 characters>` stands for them. */
export interface LoggedEvent {
  readonly session: string
  /** Seen from the simulator. */
  readonly direction: 'in' | 'out'
  readonly event: Readonly<Record<string, unknown>>
  /** Unix milliseconds. */
  readonly atMs: number
}

const MAX_EVENTS = 10_000
const MAX_SOUND = 200

const shortened = (event: object): Readonly<Record<string, unknown>> => {
  const sounds = Object.entries(event).filter(
    ([name, value]) =>
      (name === 'audio' || name === 'delta') &&
      typeof value === 'string' &&
      value.length > MAX_SOUND,
  )
  const short = sounds.map(([name, value]) => [name, `<${String(value).length} characters>`])
  return { ...event, ...(Object.fromEntries(short) as Record<string, string>) }
}

/** The last 10,000 events of all lines, for assertions. */
export class EventLog {
  #events: LoggedEvent[] = []

  get events(): readonly LoggedEvent[] {
    return this.#events
  }

  add(session: string, direction: LoggedEvent['direction'], event: object): void {
    this.#events.push({ session, direction, event: shortened(event), atMs: Date.now() })
    // Halved now and then: taking the first away each time would move all the others.
    if (this.#events.length > 2 * MAX_EVENTS) this.#events = this.#events.slice(-MAX_EVENTS)
  }
}
