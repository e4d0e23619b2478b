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
  if (error.param?.startsWith('session.') === true)
    return { kind: 'setting', setting: error.param.slice('session.'.length) }
  if (/rate_limit/.test(code)) return { kind: 'other', code: 'rate_limited' }
  if (error.type === 'server_error') return { kind: 'other', code: 'response_failed' }
  return { kind: 'other', code: 'protocol_warning' }
}

/** Enough for the longest that is known; a service that repeats what it was given is cut. */
const LONGEST_SENTENCE = 200

/** What the service itself says is wrong. Only for errors about what we asked of it: its other sentences may hold somebody's words. */
export const sentenceOf = ({ message, code, type }: ServerErrorBody): string =>
  (message || code || type || 'it gave no reason').slice(0, LONGEST_SENTENCE)
