import { withChange } from '../../protocol/settings.ts'
import type { SessionEvent } from '../events.ts'
import { initialState, type SessionState } from '../state.ts'
import { sounding } from '../turn.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** What can happen to a session that never had a line. */
export const rest: Rows<
  'service.chosen' | 'line.wanted' | 'trouble' | 'error.cleared' | 'microphone.live'
> = {
  // After the first line it is the one that was called last.
  'service.chosen': (state, { service: { provider, dialect } }) =>
    state.connection.status !== 'idle' ||
    (state.service?.provider === provider && state.service.dialect === dialect)
      ? unchanged(state)
      : [{ ...state, service: { provider, dialect } }, nothing],
  // Of an endpoint no more than this: the rest may be secret.
  'line.wanted': (state, { service: { provider, dialect } }, nowMs) => [
    {
      ...initialState(state.wantedSettings),
      service: { provider, dialect },
      bargeIn: state.bargeIn,
      tools: state.tools,
      runsTools: state.runsTools,
      // Still readable until the new conversation stands: this attempt may fail.
      conversation: state.conversation,
      connection: { status: 'connecting', step: 'authorizing', since: { authorizing: nowMs } },
    },
    // What still sounds of the conversation before is not part of this one.
    sounding(state.turn).length === 0 ? nothing : [{ type: 'interruptPlayer' }],
  ],
  trouble: (state, { error }) => trouble(state, error),
  'error.cleared': (state) =>
    state.error === null ? unchanged(state) : [{ ...state, error: null }, nothing],
  // Somebody allowed it or connected one: what was wrong with it is over.
  'microphone.live': (state) =>
    state.error?.area === 'microphone' || state.error?.area === 'page'
      ? [{ ...state, error: null }, nothing]
      : unchanged(state),
}

const OF_REST: ReadonlySet<SessionEvent['type']> = new Set([
  'service.chosen',
  'line.wanted',
  'line.failed',
  'line.closed',
  'settings.wanted',
  'tools.wanted',
  'bargeIn.chosen',
  'trouble',
  'error.cleared',
  'microphone.live',
])

/** Whether `reduceAtRest` knows what to do about it. */
export const isOfRest = (event: SessionEvent): boolean => OF_REST.has(event.type)

/**
 * The behaviour of a session before its first line: nothing was said yet, so there is little to decide.
 *
 * All else is for `reduce`, which the first `connect()` loads.
 */
export function reduceAtRest(state: SessionState, event: SessionEvent, nowMs: number): Step {
  switch (event.type) {
    case 'service.chosen':
      return rest['service.chosen'](state, event, nowMs)
    case 'line.wanted':
      return rest['line.wanted'](state, event, nowMs)
    case 'trouble':
      return rest.trouble(state, event, nowMs)
    case 'error.cleared':
      return rest['error.cleared'](state, event, nowMs)
    case 'microphone.live':
      return rest['microphone.live'](state, event, nowMs)
    case 'line.failed': {
      const { error } = event
      const connection = { status: 'failed', error, connectedAtMs: null } as const
      return [{ ...state, error, connection }, [{ type: 'report', error }]]
    }
    case 'line.closed': {
      const connection = { status: 'closed', connectedAtMs: null, closedAtMs: nowMs } as const
      return [{ ...state, error: null, connection }, nothing]
    }
    case 'settings.wanted': {
      const wantedSettings = withChange(state.wantedSettings, event.settings)
      return [{ ...state, wantedSettings, settings: wantedSettings }, nothing]
    }
    case 'tools.wanted': {
      const { tools } = event
      return [{ ...state, tools, runsTools: state.runsTools || tools.length > 0 }, nothing]
    }
    case 'bargeIn.chosen':
      return event.mode === state.bargeIn
        ? unchanged(state)
        : [{ ...state, bargeIn: event.mode }, nothing]
    default:
      return unchanged(state)
  }
}
