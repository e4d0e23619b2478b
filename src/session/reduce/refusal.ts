import { VoiceError } from '../../base/errors.ts'
import { codeOf, sentenceOf } from '../../protocol/serverErrors.ts'
import type { ServerErrorBody } from '../../protocol/serverEvents.ts'
import { inOurNames, settingAt } from '../../protocol/settingNames.ts'
import { omit, pick, SETTING_NAMES } from '../../protocol/settings.ts'
import type { SettingsUpdate } from '../Agreement.ts'
import type { SessionState } from '../state.ts'
import { decline, isFatal, keyOf } from './decline.ts'
import { send, SETTINGS_EVENT_ID } from './propose.ts'
import { andThen, nothing, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** What is refused where the service does not say. */
const SOME_SETTING = 'the settings'

/** What an error says that it is about; `session` is no more than saying that it is about settings. */
const placeOf = ({ param }: ServerErrorBody): string | null =>
  param && param !== 'session' ? param : null

const isIn = (key: string, { settings }: SettingsUpdate): boolean =>
  key in settings || key in (settings.raw ?? {})

/** Whether an error refuses settings: by its id, by what it names, or because nothing else was asked for. */
export function isOfSettings(state: SessionState, error: ServerErrorBody): boolean {
  const { agreement, turn, connection, conversation } = state
  if (error.event_id) return error.event_id.startsWith(SETTINGS_EVENT_ID)
  const place = placeOf(error)
  if (place) return agreement.open.some((update) => isIn(keyOf(settingAt(place)), update))
  const isElsewhere =
    turn.due === 'us' ||
    turn.asideDue > 0 ||
    conversation.items.some(({ status }) => status === 'pending')
  return (
    error.type === 'invalid_request_error' &&
    agreement.open.length > 0 &&
    // While connecting, what is pending was not said yet.
    (connection.status === 'connecting' || !isElsewhere)
  )
}

/** The update that an error is about: services often leave its `event_id` out, and answer in order. */
function updateOf(
  open: readonly SettingsUpdate[],
  { event_id }: ServerErrorBody,
  key: string,
): SettingsUpdate | undefined {
  if (event_id && !event_id.startsWith(SETTINGS_EVENT_ID)) return undefined
  const isOurName = SETTING_NAMES.some((name) => name === key)
  const blamed = key === SOME_SETTING ? undefined : open.find(({ settings }) => 'raw' in settings)
  return (
    open.find(({ id }) => id === event_id) ??
    open.find((update) => isIn(key, update)) ??
    (isOurName ? undefined : (blamed ?? open[0]))
  )
}

/** The service may repeat what it was given, and what a model is told is nobody else's business. */
function reasonOf(path: string, error: ServerErrorBody, update?: SettingsUpdate): string {
  if (/instructions|prompt/.test(path)) return 'the service does not take the new words.'
  // Where it does not say which one, it may repeat any of them.
  const { instructions, raw } = update?.settings ?? {}
  const isTelling = path === SOME_SETTING && ((instructions ?? '') !== '' || raw !== undefined)
  return isTelling ? codeOf(error) : inOurNames(sentenceOf(error))
}

/** The same update once more, with what is wanted now, but without what was refused. */
function sendRest(state: SessionState, update: SettingsUpdate, names: readonly string[]): Step {
  const rest = omit(update.settings, names)
  const wanted = pick(state.wantedSettings, Object.keys(rest))
  if (Object.keys(rest).length === 0) return [state, nothing]
  return send(state, { ...rest, ...wanted }, update.withTools)
}

/**
 * The service refused an update: all of it, for one value.
 *
 * What was refused is taken back and told; the others of the same update are sent again.
 *
 * @param setting - Its place on the wire; by default what the error says that it is about.
 */
export function refuse(
  state: SessionState,
  error: ServerErrorBody,
  setting = placeOf(error) ?? SOME_SETTING,
): Step {
  const { agreement } = state
  const path = settingAt(setting)
  const key = keyOf(path)
  const update = updateOf(agreement.open, error, key)
  const open = agreement.open.filter((one) => one !== update)
  const settled = { ...state, agreement: { ...agreement, open } }
  const asked = Object.keys(update?.settings ?? {})
  const named = [key, 'raw'].find((name) => asked.includes(name))
  if (
    update &&
    error.code === 'unknown_parameter' &&
    named === key &&
    !agreement.absent.includes(path)
  ) {
    const absent = [...agreement.absent, path]
    const warning = new VoiceError('setting_unavailable', { details: { setting: path } })
    const told = trouble({ ...settled, agreement: { ...settled.agreement, absent } }, warning)
    return andThen(told, (now) => sendRest(now, update, [path]))
  }
  const names = named === undefined ? asked : [named]
  const refusal =
    error.code === 'cannot_update_voice'
      ? new VoiceError('voice_locked')
      : new VoiceError('setting_refused', {
          details: {
            setting: named === undefined && asked.length === 1 ? (asked[0] ?? path) : path,
            reason: reasonOf(path, error, update),
          },
        })
  const declined = decline(settled, names, refusal)
  if (update === undefined || declined[1].some(isFatal)) return declined
  return andThen(declined, (now) => sendRest(now, update, names))
}
