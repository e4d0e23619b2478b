import type { VoiceErrorCode } from '../base/errors.ts'
import type { ServerErrorBody } from './serverEvents.ts'

/** What an error of the service means to us. */
export type Complaint =
  /** A normal race: nothing is wrong. */
  | { readonly kind: 'benign' }
  /** A response is running already: ask again when it is done. */
  | { readonly kind: 'busy' }
  /** The line is useless; the service is about to close it. */
  | { readonly kind: 'fatal'; readonly code: VoiceErrorCode }
  /** It names the setting by its place on the wire. */
  | { readonly kind: 'setting'; readonly setting: string }
  | { readonly kind: 'other'; readonly code: VoiceErrorCode }

const BENIGN = new Set([
  'response_cancel_not_active',
  'input_audio_buffer_commit_empty',
  'unsupported_content_type',
  'item_truncate_invalid_item_id',
  'item_delete_invalid_item_id',
  'item_retrieve_invalid_item_id',
  'item_not_found',
  'item_already_truncated',
])

const FATAL: Readonly<Record<string, VoiceErrorCode>> = {
  invalid_api_key: 'unauthorized',
  missing_model: 'deployment_not_found',
  invalid_model: 'deployment_not_found',
  model_not_found: 'deployment_not_found',
  beta_api_shape_disabled: 'wrong_dialect',
  insufficient_quota: 'quota_exceeded',
  credit_balance_exhausted: 'quota_exceeded',
  session_expired: 'session_expired',
}

// Several races come with a code that also means something else, or with none: only the sentence tells.
const BENIGN_WORDS =
  /already shorter than|only model output audio messages can be truncated|no active response found/i

/** Sorts an `error` event. The table is the services', as their documents and recorded sessions have it. */
export function meaningOf(error: ServerErrorBody): Complaint {
  const code = error.code ?? ''
  const message = error.message ?? ''
  if (BENIGN.has(code) || BENIGN_WORDS.test(message)) return { kind: 'benign' }
  if (
    code === 'conversation_already_has_active_response' ||
    /already has an active response/i.test(message)
  )
    return { kind: 'busy' }
  const fatal = FATAL[code]
  if (fatal !== undefined) return { kind: 'fatal', code: fatal }
  if (/ephemeral token expired/i.test(message)) return { kind: 'fatal', code: 'unauthorized' }
  if (error.param === 'session.type') return { kind: 'fatal', code: 'wrong_dialect' }
  if (code === 'cannot_update_voice') return { kind: 'setting', setting: 'voice' }
  if (error.param?.startsWith('session.') === true) return { kind: 'setting', setting: error.param }
  if (/rate_limit/.test(code)) return { kind: 'other', code: 'rate_limited' }
  if (error.type === 'server_error') return { kind: 'other', code: 'response_failed' }
  return { kind: 'other', code: 'protocol_warning' }
}

/** Enough for the longest that is known; a service that repeats what it was given is cut. */
const LONGEST_SENTENCE = 200

/** A code as services have them; anything else in its place may be somebody's words. */
const isCode = (code: string | null | undefined): code is string =>
  /^[\w.-]{1,64}$/.test(code ?? '')

/** What an error is called by its service. It is safe to be shown, whatever the service was told. */
export const codeOf = ({ code, type }: Pick<ServerErrorBody, 'code' | 'type'>): string =>
  [code, type].find(isCode) ?? 'it gave no reason'

/** Values that the service offers: `Supported values are: 'a', 'b' and 'c'`. */
const OFFERED = /\b(?:values are|one of):? (?:(['"`])[\w.:/-]{1,64}\1(?:,? and |,? or |, )?)+/gi

/**
 * Either the name of a field with what stands before it, or what is in quotes: from a mark to the last of its kind,
 * because words may hold marks themselves. A mark within a word is an apostrophe.
 */
const QUOTED =
  /(?:\b(?:parameter|field|property|argument)s?:? |\btype for |^Invalid )(['"`])[\w.[\]-]{1,64}\1(?!\w)|(?<!\w)(['"`])(?:[^]*\2(?!\w)|[^]*$)|[‘“](?:[^]*[’”]|[^]*$)/gi

/** Keys that are not in quotes. */
const KEY = /\b(?:sk-|ek_|eyJ|Bearer )[\w.*-]+/g

/** Whether the value of this setting is a name of the service's, as a voice is, and nobody's words. */
const isPlain = (param: string): boolean =>
  param.startsWith('session.') &&
  !/instructions|prompt|keyword|tool|metadata|header|token/.test(param)

/** A sentence of a service without what it was given: of what is in quotes only names of fields stay, and values that it offers. */
export function withoutQuotes(sentence: string, param = ''): string {
  const cut = (part: string, named?: string) => {
    if (named !== undefined) return part
    return isPlain(param) && /^['"`][\w.-]{1,32}['"`]$/.test(part) ? part : '‘…’'
  }
  const offers = sentence.match(OFFERED) ?? []
  const offer = offers.at(-1) ?? ''
  const at = sentence.lastIndexOf(offer)
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + offer.length)]
  return (before.replace(QUOTED, cut) + offer + after.replace(QUOTED, cut)).replace(KEY, '…')
}

/** What a service itself says is wrong, without what it was given. */
export const sentenceOf = (error: ServerErrorBody): string => {
  const sentence = withoutQuotes(error.message ?? '', error.param ?? undefined)
  return sentence.slice(0, LONGEST_SENTENCE) || codeOf(error)
}
