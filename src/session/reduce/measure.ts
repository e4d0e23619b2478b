import type { SessionEvent } from '../events.ts'
import type { Measures } from '../Measures.ts'

/** What an event adds to the counts and times. The same object when it adds nothing. */
export function measure(measures: Measures, event: SessionEvent): Measures {
  if (event.type === 'rate_limits.updated') return { ...measures, rateLimits: event.rate_limits }
  return measures
}
