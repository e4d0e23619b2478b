import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { LineRequest } from '../protocol/lineRequest.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'

/** What a line reports, in this order; `lost` at most once and last. */
export interface TransportListener {
  /** The line is open; the service has not accepted our settings yet. */
  opened(): void
  /** The service said something. `raw` is the frame as it came, before any translation. */
  event(event: ServerEvent, raw: unknown): void
  /** A frame could not be used and was left out. */
  warning(problem: VoiceError): void
  /** The line broke, or could not be opened. */
  lost(error: VoiceError): void
}

/**
 * One line to a service: it carries events there and back and knows nothing of what they mean.
 *
 * A line is never opened twice; a new attempt is a new object.
 */
export interface Transport {
  /** Whether sound travels as events (then the session appends and plays it) or beside them. */
  readonly carries: 'events' | 'events and sound'
  open(listener: TransportListener): void
  /** Ignored when the line is not open, because it can break between a decision and its sending. */
  send(event: ClientEvent): void
  /** Safe at any time. Nothing is reported afterwards. */
  close(): void
}

/** Makes a line, without opening it. */
export type TransportFactory = (line: LineRequest) => Transport
