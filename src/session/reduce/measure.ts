import type { SessionEvent } from '../events.ts'
import type { Measuring } from '../Measures.ts'
import type { SessionState } from '../state.ts'
import { measureLatency } from './measureLatency.ts'
import { measureUsage } from './measureUsage.ts'
import type { Step } from './Step.ts'

/** When an event happened: on the wall, for dates, and on a clock that never jumps, for durations. */
export interface Clocks {
  readonly nowMs: number
  readonly steadyMs: number
}

/** What an event adds to the counts and times, after it was decided. The same object when it adds nothing. */
export function measure(
  before: SessionState,
  step: Step,
  event: SessionEvent,
  { nowMs, steadyMs }: Clocks,
): Measuring {
  const [{ measures }] = step
  if (event.type !== 'rate_limits.updated')
    return measureUsage(measureLatency(before, step, event, steadyMs), event)
  const rateLimits = event.rate_limits.map(({ name, limit, remaining, reset_seconds }) => ({
    name,
    limit: limit ?? null,
    remaining: remaining ?? null,
    resetsAtMs: reset_seconds == null ? null : nowMs + reset_seconds * 1000,
  }))
  return { ...measures, rateLimits }
}
