import type { ResponseFault } from '../faults/FaultRule.ts'

/** How a response ended, as `response.done` tells it. */
export interface Ending {
  readonly status: 'completed' | 'cancelled' | 'failed' | 'incomplete'
  readonly details: object | null
}

export const COMPLETED: Ending = { status: 'completed', details: null }

export const cancelled = (reason: 'turn_detected' | 'client_cancelled'): Ending => ({
  status: 'cancelled',
  details: { type: 'cancelled', reason },
})

export const incomplete = (reason: 'max_output_tokens' | 'content_filter'): Ending => ({
  status: 'incomplete',
  details: { type: 'incomplete', reason },
})

export function failed(code: string, message: string): Ending {
  // The services tell a limit apart from their own trouble by the type as well.
  const type = code.endsWith('rate_limit_exceeded') ? 'rate_limit_error' : 'server_error'
  return { status: 'failed', details: { type: 'failed', error: { type, code, message } } }
}

const MESSAGES: Readonly<Record<string, string>> = {
  server_error: 'The server had an error while processing your request. Sorry about that!',
  inference_rate_limit_exceeded: 'The inference rate limit was exceeded. Please try again later.',
}

export const endingOf = (fault: ResponseFault): Ending =>
  fault.status === 'incomplete'
    ? incomplete(fault.reason)
    : failed(
        fault.code,
        fault.message ?? MESSAGES[fault.code] ?? `The response failed: ${fault.code}.`,
      )
