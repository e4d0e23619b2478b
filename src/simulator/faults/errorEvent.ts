import type { FaultError } from './FaultRule.ts'

/** The `error` that a fault sends. @param eventId - Of the client event that it answers. */
export const errorEvent = ({ code, message, type }: FaultError, eventId?: unknown) => ({
  type: 'error',
  event_id: 'event_fault',
  error: {
    type: type ?? 'server_error',
    code,
    message: message ?? 'This error was asked for by a fault rule.',
    param: null,
    event_id: typeof eventId === 'string' ? eventId : null,
  },
})
