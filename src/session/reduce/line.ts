import { VoiceError } from '../../base/errors.ts'
import { changedSettings, fromWire, toWire, type SessionSettings } from '../../protocol/settings.ts'
import type { ConnectingStep } from '../Connection.ts'
import type { Effect } from '../events.ts'
import { initialState, type SessionState } from '../state.ts'
import { emptyConversation, placeItem, type Conversation } from '../conversation.ts'
import { restingTurn, type Turn, sounding } from '../turn.ts'
import { createIfWanted } from './create.ts'
import { end, loseTurn } from './ends.ts'
import { dropUnspoken } from './speech.ts'
import { nothing, andThen, unchanged, type Rows, type Step } from './Step.ts'

/** The `event_id` of our settings: an error that names it refuses them. */
export const SETTINGS_EVENT_ID = 'rv-settings'

const update = (settings: SessionSettings): Effect => ({
  type: 'send',
  event: { type: 'session.update', event_id: SETTINGS_EVENT_ID, session: toWire(settings) },
})

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

/** What was typed while connecting; all else belongs to the conversation before. */
const onlyPending = ({ items }: Conversation): Conversation =>
  items
    .filter((item) => item.status === 'pending')
    .reduce((all, item) => placeItem(all, item, undefined), emptyConversation)

const connectedAt = ({ connection }: SessionState): number | null =>
  'connectedAtMs' in connection ? connection.connectedAtMs : null

/** Whether there is a line, and what is agreed on it. */
export const line: Rows<
  | 'line.wanted'
  | 'line.authorized'
  | 'line.opened'
  | 'line.swapped'
  | 'connection.lost'
  | 'line.failed'
  | 'line.closed'
  | 'session.created'
  | 'session.updated'
  | 'settings.wanted'
> = {
  'line.wanted': (state, _event, nowMs) => [
    {
      ...initialState(state.wantedSettings),
      // Still readable until the new conversation stands: this attempt may fail.
      conversation: state.conversation,
      connection: { status: 'connecting', step: 'authorizing', since: { authorizing: nowMs } },
    },
    // What still sounds of the conversation before is not part of this one.
    sounding(state.turn).length === 0 ? nothing : [{ type: 'interruptPlayer' }],
  ],
  'line.authorized': (state, _event, nowMs) => [step(state, 'opening', nowMs), nothing],
  'line.opened': (state, _event, nowMs) => [step(state, 'configuring', nowMs), nothing],
  'session.created': (state, { session }) => [
    {
      ...state,
      sentSettings: state.wantedSettings,
      expiresAt: session.expires_at == null ? null : new Date(session.expires_at * 1000),
    },
    [update(state.wantedSettings)],
  ],
  'session.updated': (state, { session }, nowMs) => {
    const settings = fromWire(session, state.wantedSettings)
    if (state.connection.status !== 'connecting') return [{ ...state, settings }, nothing]
    const sessionId = session.id ?? ''
    const posts = state.outbox.map((event): Effect => ({ type: 'send', event }))
    const connected: SessionState = {
      ...state,
      conversation: onlyPending(state.conversation),
      settings,
      connection: { status: 'connected', sessionId, connectedAtMs: nowMs },
      // An error of the microphone or the loudspeaker outlives the connecting; one of the line does not.
      error: state.error?.area === 'connection' ? null : state.error,
      complaint: null,
      outbox: [],
    }
    // What the app changed since the settings were sent is sent now.
    const late = changedSettings(state.sentSettings, state.wantedSettings)
    const updates = late === null ? nothing : [update(late)]
    return andThen([connected, [...updates, ...posts, { type: 'connected' }]], createIfWanted)
  },
  'settings.wanted': (state, { settings }) => {
    const wantedSettings = { ...state.wantedSettings, ...settings }
    if (state.connection.status !== 'connected')
      return [{ ...state, wantedSettings, settings: wantedSettings }, nothing]
    // The service begins anew to listen for a turn, so what it heard and promised is void.
    const turn: Turn =
      settings.turnDetection === undefined
        ? state.turn
        : {
            ...state.turn,
            hears: state.turn.hears === 'service' ? false : state.turn.hears,
            due: state.turn.due === 'service' ? null : state.turn.due,
          }
    const begun = turn.hears === state.turn.hears ? state : dropUnspoken(state)
    return [{ ...begun, wantedSettings, turn }, [update(settings)]]
  },
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
    const error = state.complaint ?? event.error
    const [ended, effects] = end(state, 'line')
    const connectedAtMs = connectedAt(state)
    // A complaint was told when it came.
    const reports: readonly Effect[] = state.complaint ? nothing : [{ type: 'report', error }]
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

/** What a refused setting does: while connecting there is no session to fall back on. */
export function refuse(state: SessionState, setting: string, cause: unknown): Step {
  const reason = `${setting} is not accepted.`
  const error = new VoiceError('setting_refused', { details: { setting, reason }, cause })
  if (state.connection.status === 'connecting') return [state, [{ type: 'giveUp', error }]]
  return [{ ...state, wantedSettings: state.settings, error }, [{ type: 'report', error }]]
}
