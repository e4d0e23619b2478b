import { VoiceError } from '../../base/errors.ts'
import {
  changedNames,
  fromWire,
  isFields,
  pick,
  sameValue,
  withChange,
} from '../../protocol/settings.ts'
import { emptyConversation, placeItem, type Conversation } from '../conversation.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { createIfWanted } from './create.ts'
import { propose, send } from './propose.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'
import { trouble } from './trouble.ts'

/** What was typed while connecting; all else belongs to the conversation before. */
const onlyPending = ({ items }: Conversation): Conversation =>
  items
    .filter((item) => item.status === 'pending')
    .reduce((all, item) => placeItem(all, item, undefined), emptyConversation)

const without = <T>(fields: Readonly<Record<string, T>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** What is agreed on the line: settings and tools. */
export const settings: Rows<
  'session.created' | 'session.updated' | 'settings.wanted' | 'tools.wanted'
> = {
  'session.created': (state, { session }) => {
    const { agreement, wantedSettings } = state
    // Said twice, it would have everything sent twice.
    if (agreement.begunWith !== null) return unchanged(state)
    const begun = {
      ...state,
      agreement: { ...agreement, begunWith: wantedSettings },
      expiresAt: session.expires_at == null ? null : new Date(session.expires_at * 1000),
    }
    return propose(begun, Object.keys(wantedSettings), state.tools.length > 0)
  },
  'session.updated': (state, { session }, nowMs) => {
    const { agreement, wantedSettings } = state
    const [update, ...open] = agreement.open
    const isConnecting = state.connection.status === 'connecting'
    // What a service leaves out is as it was: on a new line what was asked for, for nothing else is known; on one that
    // runs what was in force, for this may be the answer to another update. What is raw is never told.
    const asked = update?.settings ?? {}
    const before = isConnecting ? asked : { ...state.settings, ...pick(asked, ['raw']) }
    const settings = fromWire(session, before)
    if (update === undefined && sameValue(settings, state.settings)) return unchanged(state)
    const confirmed = { ...state, settings, agreement: { ...agreement, open } }
    if (!isConnecting) return [confirmed, nothing]
    const sessionId = session.id ?? ''
    const posts = state.outbox.map((event): Effect => ({ type: 'send', event }))
    const connected: SessionState = {
      ...confirmed,
      conversation: onlyPending(state.conversation),
      connection: { status: 'connected', sessionId, connectedAtMs: nowMs },
      // An error of the microphone or the loudspeaker outlives the connecting; one of the line does not.
      error: state.error?.area === 'connection' ? null : state.error,
      complaint: null,
      outbox: [],
    }
    // What the app changed since the settings were sent is sent now.
    const late = changedNames(agreement.begunWith ?? wantedSettings, wantedSettings)
    return andThen(propose(connected, late), (now) =>
      andThen([now, [...posts, { type: 'connected' }]], createIfWanted),
    )
  },
  'settings.wanted': (state, { settings: change }) => {
    if (!isFields(change)) {
      const reason = 'updateSettings() takes an object of settings.'
      const details = { setting: 'Everything', reason }
      return trouble(state, new VoiceError('setting_refused', { details }))
    }
    const { agreement } = state
    const wantedSettings = withChange(state.wantedSettings, change)
    if (state.connection.status !== 'connected')
      return [{ ...state, wantedSettings, settings: wantedSettings }, nothing]
    // What was refused may be asked for again.
    const again = Object.keys(change).filter((name) => name in agreement.refusals)
    const names = [...changedNames(state.wantedSettings, wantedSettings), ...again]
    const refusals = without(agreement.refusals, names)
    return propose({ ...state, wantedSettings, agreement: { ...agreement, refusals } }, names)
  },
  'tools.wanted': (state, { tools }) => {
    const next = { ...state, tools, runsTools: state.runsTools || tools.length > 0 }
    const { status } = state.connection
    // While connecting, from the moment when the line was told of those before.
    const isTold =
      status === 'connected' || (status === 'connecting' && state.agreement.begunWith !== null)
    return isTold ? send(next, {}, true) : [next, nothing]
  },
}
