import type { EffectiveSession, SessionUpdate } from '../engine/EffectiveSession.ts'
import type { CheckedRequest } from '../engine/CheckedRequest.ts'
import type { Said } from '../engine/Wire.ts'

/**
 * How one service speaks with its clients: their words in, the engine's out, and back. The engine
 * itself knows GA's words only.
 */
export interface ServiceDialect {
  readonly name: 'GA' | 'preview 2024-10' | 'preview' | 'Voice Live'
  /** What a session starts with. @param nowMs - Unix milliseconds. */
  start(id: string, model: string, nowMs: number): EffectiveSession
  /** GA's name of a client event by this service's, for each that it knows. */
  readonly clientEvents: Readonly<Record<string, string>>
  /** A `session.update`, checked as a whole. @throws Refusal in the client's words */
  readSession(asked: unknown, before: EffectiveSession): SessionUpdate
  /** The `response` of a `response.create`, checked. @throws Refusal in the client's words */
  readResponse(asked: unknown): CheckedRequest
  /** An item of the client's in GA words; checked later. */
  readItem(item: unknown): unknown
  /** What is said, in the client's words; nothing when this service has no word for it. */
  write(event: Said & { readonly event_id: string }): readonly object[]
  /** The client's name for a place that a refusal names, such as `session.audio.output.voice`. */
  place(param: string): string
}
