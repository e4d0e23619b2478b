import type { ClientEvent } from './clientEvents.ts'

/** How a service spells the events. Everything inside of this library is spelled as in GA. */
export interface Dialect {
  readonly name: 'GA' | 'flat'
  /** GA words to the service's. */
  encode(event: ClientEvent): object
  /** The service's words to GA's. Given any JSON value; what it does not know it answers unchanged. */
  decode(frame: unknown): unknown
  /** What of an event `encode` leaves out because this service has no such thing, by the service's names. Nobody may be left to find out by himself. */
  missing?(event: ClientEvent): readonly string[]
}

/** The names and shapes of OpenAI's and Azure's `/v1/realtime` since 2025. */
export const GA: Dialect = {
  name: 'GA',
  encode: (event) => event,
  decode: (frame) => frame,
}
