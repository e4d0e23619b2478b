import type { KnownServerEventType, ServerEventOf } from '../../protocol/serverEvents.ts'
import type { Clock } from './Clock.ts'

/** What the simulator may say: the fields that clients lean on, and whatever else the services send. */
export type Said = {
  [K in KnownServerEventType]: ServerEventOf<K> & Readonly<Record<string, unknown>>
}[KnownServerEventType]

/** What every part of a session shares. */
export interface Wire {
  /** Sends one event, in GA spelling; its `event_id` is added. */
  say(event: Said): void
  /** @param prefix - `item`, `resp`, …: the id's first word, as the services write it. */
  newId(prefix: string): string
  readonly clock: Clock
  log(line: string): void
}
