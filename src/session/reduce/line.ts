import type { ConnectingStep } from '../Connection.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { restingTurn, sounding } from '../turn.ts'
import { end, loseTurn } from './ends.ts'
import { nothing, unchanged, type Rows } from './Step.ts'

const step = (state: SessionState, next: ConnectingStep, nowMs: number): SessionState =>
  state.connection.status === 'connecting'
    ? {
        ...state,
        connection: {
          ...state.connection,
          step: next,
          since: { ...state.connection.since, [next]: nowMs },
        },
      }
    : state

const connectedAt = ({ connection }: SessionState): number | null =>
  'connectedAtMs' in connection ? connection.connectedAtMs : null

/** Whether there is a line, and what is agreed on it. */
export const line: Rows<
  | 'line.authorized'
  | 'line.opened'
  | 'line.swapped'
  | 'connection.lost'
  | 'line.failed'
  | 'line.closed'
> = {
  'line.authorized': (state, _event, nowMs) => [step(state, 'opening', nowMs), nothing],
  'line.opened': (state, _event, nowMs) => [step(state, 'configuring', nowMs), nothing],
  'line.swapped': (state) => {
    const { turn } = state
    const carried = sounding(turn)
    const swapped = { ...turn, due: null, doomed: null, response: null, carried }
    return [{ ...state, turn: swapped }, nothing]
  },
  'connection.lost': (state) => loseTurn(state, 'line'),
  'line.failed': (state, event) => {
    if (state.connection.status === 'closed' || state.connection.status === 'failed')
      return unchanged(state)
    const { complaint } = state
    // Of the same trouble the line knows with whom, and what was asked for.
    const error = complaint && complaint.code !== event.error.code ? complaint : event.error
    const [ended, effects] = end(state, 'line')
    const connectedAtMs = connectedAt(state)
    // A complaint was told when it came, unless all that it does is to explain this end.
    const isTold = state.complaint !== null && state.complaint.code !== 'protocol_error'
    const reports: readonly Effect[] = isTold ? nothing : [{ type: 'report', error }]
    return [
      { ...ended, error, connection: { status: 'failed', error, connectedAtMs } },
      [...effects, ...reports],
    ]
  },
  'line.closed': (state, _event, nowMs) => {
    const { connection } = state
    if (connection.status === 'idle' || connection.status === 'closed') return unchanged(state)
    const [ended] = end(state, 'user')
    const connectedAtMs = connectedAt(state)
    // How much was heard comes a moment later, and must still find what was complete.
    const turn = { ...restingTurn, cut: ended.turn.cut, complete: ended.turn.complete }
    return [
      {
        ...ended,
        turn,
        expiresAt: null,
        error: null,
        connection: { status: 'closed', connectedAtMs, closedAtMs: nowMs },
      },
      nothing,
    ]
  },
}
