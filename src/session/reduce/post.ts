import type { ClientEvent } from '../../protocol/clientEvents.ts'
import type { SessionState } from '../state.ts'
import { nothing, type Step } from './Step.ts'

/** Says it now, or as soon as there is a line. */
export const post = (state: SessionState, event: ClientEvent): Step =>
  state.connection.status === 'connected'
    ? [state, [{ type: 'send', event }]]
    : [{ ...state, outbox: [...state.outbox, event] }, nothing]
