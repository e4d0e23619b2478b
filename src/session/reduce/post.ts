import type { ClientEvent } from '../../protocol/clientEvents.ts'
import type { SessionState } from '../state.ts'
import { nothing, type Step } from './Step.ts'

const WAITS: readonly SessionState['connection']['status'][] = ['connecting', 'reconnecting']

/** Says it now, or as soon as there is a line. Nobody is there to say it to when none is coming. */
export function post(state: SessionState, event: ClientEvent): Step {
  const { status } = state.connection
  if (status === 'connected') return [state, [{ type: 'send', event }]]
  return [WAITS.includes(status) ? { ...state, outbox: [...state.outbox, event] } : state, nothing]
}

/** Says it now or never: of a line that is to come it would mean something else. */
export const sayNow = (state: SessionState, event: ClientEvent): Step => [
  state,
  state.connection.status === 'connected' ? [{ type: 'send', event }] : nothing,
]
