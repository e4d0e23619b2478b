import { VoiceError } from '../../base/errors.ts'
import { absentIn, temperatureOf } from '../../protocol/settingLimits.ts'
import { settingProblems } from '../../protocol/settingProblems.ts'
import { omit, pick, toWire, valueAt, type SessionSettings } from '../../protocol/settings.ts'
import type { SessionState } from '../state.ts'
import { decline, isFatal, keyOf } from './decline.ts'
import { dropUnspoken } from './spoken.ts'
import { andThen, nothing, type Step } from './Step.ts'
import { trouble } from './trouble.ts'
import { withWireTools } from './wireTools.ts'

/** How the `event_id` of our settings begins: an error that names one refuses that update. */
export const SETTINGS_EVENT_ID = 'rv-settings'

/** Asks the service for settings as they are, and remembers that it did. */
export function send(state: SessionState, settings: SessionSettings, withTools: boolean): Step {
  const { agreement, service } = state
  const id = `${SETTINGS_EVENT_ID}-${agreement.count}`
  const absent = [...agreement.absent, ...(service ? absentIn(service) : [])]
  const session = withWireTools(toWire(settings, absent), state, withTools)
  const open = [...agreement.open, { id, settings, withTools }]
  return [
    { ...state, agreement: { ...agreement, open, count: agreement.count + 1 } },
    [{ type: 'send', event: { type: 'session.update', event_id: id, session } }],
  ]
}

/** What a setting goes back to that is taken away. A voice has no default that services share: it stays until the next line. */
const resets = ({ service }: SessionState): SessionSettings => ({
  noiseReduction: null,
  speed: 1,
  maxOutputTokens: 'inf',
  toolChoice: 'auto',
  temperature: (service && temperatureOf(service)?.default) ?? 0.8,
})

/** The values to ask for, whole. */
function valuesOf(state: SessionState, names: readonly string[]): SessionSettings {
  const { wantedSettings, settings } = state
  const values = pick({ ...resets(state), ...wantedSettings }, names)
  const { turnDetection } = values
  if (turnDetection === undefined) return values
  // What a service keeps of the detection before is not what was asked for.
  const idle = valueAt(settings, 'turnDetection.idleTimeoutMs')
  const isKept = turnDetection?.type === 'server_vad' && typeof idle === 'number'
  return {
    ...pick(wantedSettings, ['raw']),
    ...values,
    ...(turnDetection && {
      turnDetection: {
        ...(isKept && { idleTimeoutMs: null }),
        ...turnDetection,
        ...(state.bargeIn === 'off' && { interruptResponse: false }),
      },
    }),
  }
}

const unavailable = (setting: string) =>
  new VoiceError('setting_unavailable', {
    details: { setting, advice: 'Take the setting away, or use another service.' },
  })

/** Whoever listens begins anew with another turn detection, so what was heard and promised is void. */
function withoutTurn(state: SessionState): SessionState {
  const { turn } = state
  const hears = turn.hears === 'service' ? false : turn.hears
  const due = turn.due === 'service' ? null : turn.due
  const begun = hears === turn.hears ? state : dropUnspoken(state)
  return { ...begun, turn: { ...turn, hears, due } }
}

/**
 * Asks for those of the wanted settings that have these names.
 *
 * Values that no service takes are declined here; the formats of a running line stay as they are until the next.
 */
export function propose(state: SessionState, names: readonly string[], withTools = false): Step {
  const isRunning = state.connection.status === 'connected'
  const values = omit(valuesOf(state, names), isRunning ? ['inputFormat', 'outputFormat'] : [])
  const problems = settingProblems(values, state.service)
  const absent = state.service ? absentIn(state.service) : []
  const given = pick(state.wantedSettings, names)
  const told = [
    ...problems.map((details) => (now: SessionState) => {
      const error = new VoiceError('setting_refused', { details: { ...details } })
      return decline(now, [keyOf(details.setting)], error)
    }),
    ...absent
      .filter((name) => valueAt(given, name) != null)
      .map((name) => (now: SessionState) => trouble(now, unavailable(name))),
  ].reduce<Step>(andThen, [state, nothing])
  const left = omit(values, [...problems.map(({ setting }) => keyOf(setting)), ...absent])
  if (told[1].some(isFatal) || (isRunning && Object.keys(left).length === 0)) return told
  const begun = (now: SessionState) =>
    isRunning && 'turnDetection' in left ? withoutTurn(now) : now
  return andThen(told, (now) => send(begun(now), left, withTools))
}
