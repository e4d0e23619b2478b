import type { VoiceError } from '../../base/errors.ts'
import { omit, pick, type SessionSettings, type SettingName } from '../../protocol/settings.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import type { Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** Without these a line is not what the app was made for; without the others it is, in another voice or at another pace. */
const ESSENTIAL: readonly string[] = [
  'instructions',
  'output',
  'turnDetection',
  'inputFormat',
  'outputFormat',
  'raw',
] satisfies SettingName[]

/** `turnDetection` of `turnDetection.threshold`. */
export const keyOf = (path: string): string => path.split('.')[0] ?? path

export const isFatal = ({ type }: Effect): boolean => type === 'giveUp'

/** What is wanted of these again is what was asked for before, or is in force. */
function takeBack(state: SessionState, names: readonly string[]): SessionState {
  const asked = state.agreement.open.map(({ settings }) => settings)
  const before = [state.settings, ...asked].reduce<SessionSettings>(
    (all, one) => ({ ...all, ...one }),
    {},
  )
  const wantedSettings = { ...omit(state.wantedSettings, names), ...pick(before, names) }
  return { ...state, wantedSettings }
}

/**
 * Some settings were not taken, and everybody is told.
 *
 * While connecting, one that the app cannot do without ends the attempt; any other stays wanted, for the next line
 * may be to another service. So does a voice that has to wait for the next line.
 *
 * @param names - None when nobody can say which.
 */
export function decline(state: SessionState, names: readonly string[], error: VoiceError): Step {
  const isConnecting = state.connection.status === 'connecting'
  const isEssential = names.length === 0 || names.some((name) => ESSENTIAL.includes(name))
  if (isConnecting && isEssential) return [state, [{ type: 'giveUp', error }]]
  const { agreement } = state
  const refusals = names.reduce((all, name) => ({ ...all, [name]: error }), agreement.refusals)
  const noted = { ...state, agreement: { ...agreement, refusals } }
  const waits = isConnecting || error.code === 'voice_locked'
  return trouble(waits ? noted : takeBack(noted, names), error)
}
