import { VoiceError } from '../../base/errors.ts'
import { changedSettings, fromWire, toWire, type WireSession } from '../../protocol/settings.ts'
import { emptyConversation, placeItem, type Conversation } from '../conversation.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { createIfWanted } from './create.ts'
import { dropUnspoken } from './speech.ts'
import { andThen, nothing, type Rows, type Step } from './Step.ts'

/** The `event_id` of our settings: an error that names it refuses them. */
export const SETTINGS_EVENT_ID = 'rv-settings'

const update = (session: WireSession): Effect => ({
  type: 'send',
  event: { type: 'session.update', event_id: SETTINGS_EVENT_ID, session },
})

/** What was typed while connecting; all else belongs to the conversation before. */
const onlyPending = ({ items }: Conversation): Conversation =>
  items
    .filter((item) => item.status === 'pending')
    .reduce((all, item) => placeItem(all, item, undefined), emptyConversation)

/** What is agreed on the line: settings and tools. */
export const settings: Rows<
  'session.created' | 'session.updated' | 'settings.wanted' | 'tools.wanted'
> = {
  'session.created': (state, { session }) => [
    {
      ...state,
      sentSettings: state.wantedSettings,
      expiresAt: session.expires_at == null ? null : new Date(session.expires_at * 1000),
    },
    [
      update({
        ...toWire(state.wantedSettings),
        ...(state.tools.length > 0 && { tools: state.tools }),
      }),
    ],
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
    const updates = late === null ? nothing : [update(toWire(late))]
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
    return [{ ...begun, wantedSettings, turn }, [update(toWire(settings))]]
  },
  'tools.wanted': (state, { tools }) =>
    state.connection.status === 'connected'
      ? [{ ...state, tools }, [update({ type: 'realtime', tools })]]
      : [{ ...state, tools }, nothing],
}

/** What a refused setting does: while connecting there is no session to fall back on. */
export function refuse(state: SessionState, setting: string, cause: unknown): Step {
  const reason = `${setting} is not accepted.`
  const error = new VoiceError('setting_refused', { details: { setting, reason }, cause })
  if (state.connection.status === 'connecting') return [state, [{ type: 'giveUp', error }]]
  return [{ ...state, wantedSettings: state.settings, error }, [{ type: 'report', error }]]
}
