import type { ServerErrorBody } from '../../protocol/serverEvents.ts'

/** Why a client event was not carried out. Becomes one `error` event; nothing else has changed. */
export class Refusal extends Error {
  readonly code: string | null
  readonly param: string | null

  constructor(code: string | null, message: string, param: string | null = null) {
    super(message)
    this.code = code
    this.param = param
  }
}

/** @param eventId - Of the client event that was refused, when it had one. */
export function errorBody(refusal: Refusal, eventId: string | null): ServerErrorBody {
  const { code, message, param } = refusal
  return { type: 'invalid_request_error', code, message, param, event_id: eventId }
}
