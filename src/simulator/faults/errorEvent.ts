import type { FaultError } from './FaultRule.ts'

/** The `error` that a fault sends. @param count - How many came before, so that each has an id of its own. @param eventId - Of the client event that it answers. */
export const errorEvent = (
  { code, message, type }: FaultError,
  count: number,
  eventId?: unknown,
) => ({
  type: 'error',
  event_id: count === 0 ? 'event_fault' : `event_fault_${count}`,
  error: {
    type: type ?? 'server_error',
    code,
    message: message ?? 'This error was asked for by a fault rule.',
    param: null,
    event_id: typeof eventId === 'string' ? eventId : null,
  },
})
