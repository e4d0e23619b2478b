import type { Item } from './items.ts'
import type { WireSession, WireTurnDetection } from './settings.ts'

/** The answer of the service as a whole, in `response.created` and `response.done`. */
export interface ResponseObject {
  readonly id: string
  readonly status?: 'in_progress' | 'completed' | 'cancelled' | 'failed' | 'incomplete'
  readonly status_details?: {
    readonly type?: string
    readonly reason?: string
    readonly error?: {
      readonly type?: string
      readonly code?: string | null
      readonly message?: string
    } | null
  } | null
  readonly output?: readonly Item[]
  /** `null` marks a response outside of the conversation. */
  readonly conversation_id?: string | null
  readonly metadata?: Readonly<Record<string, string>> | null
  readonly usage?: ResponseUsage | null
}

/** Tokens by kind. Cached tokens are a part of the input, not beside it. */
export interface TokenDetails {
  readonly text_tokens?: number | null
  readonly audio_tokens?: number | null
  readonly image_tokens?: number | null
}

/** What an answer cost, in tokens. */
export interface ResponseUsage {
  readonly total_tokens?: number | null
  readonly input_tokens?: number | null
  readonly output_tokens?: number | null
  readonly input_token_details?:
    | (TokenDetails & {
        readonly cached_tokens?: number | null
        readonly cached_tokens_details?: TokenDetails | null
      })
    | null
  readonly output_token_details?: TokenDetails | null
}

/** How much may still be asked until the limit is set back. */
export interface RateLimit {
  readonly name: string
  readonly limit?: number | null
  readonly remaining?: number | null
  readonly reset_seconds?: number | null
}

export interface ServerErrorBody {
  readonly type?: string
  readonly code?: string | null
  readonly message?: string
  readonly param?: string | null
  readonly event_id?: string | null
}

type Check<T> = (value: unknown) => value is T

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text: Check<string> = (value) => typeof value === 'string'
const number: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value)
const record: Check<Record<string, unknown>> = isRecord
const maybe =
  <T>(check: Check<T>): Check<T | null | undefined> =>
  (value): value is T | null | undefined =>
    value === undefined || value === null || check(value)
const listOf =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(check)
/** A record whose named fields, where they are there, pass. */
const has = (value: unknown, fields: Readonly<Record<string, Check<unknown>>>): boolean =>
  isRecord(value) && Object.entries(fields).every(([field, check]) => maybe(check)(value[field]))

const turnDetection = (value: unknown): value is WireTurnDetection =>
  has(value, {
    type: text,
    threshold: number,
    prefix_padding_ms: number,
    silence_duration_ms: number,
    idle_timeout_ms: number,
    eagerness: text,
  })
const input = (value: unknown): value is object =>
  has(value, { turn_detection: turnDetection, transcription: record, noise_reduction: record })
const output = (value: unknown): value is object => has(value, { speed: number })
const audio = (value: unknown): value is object => has(value, { input, output })
type Session = WireSession & { readonly id?: string | null; readonly expires_at?: number | null }
const session: Check<Session> = (value): value is Session =>
  has(value, { id: text, expires_at: number, instructions: text, audio }) &&
  has(value, { output_modalities: listOf(text) })
const tokens = { text_tokens: number, audio_tokens: number, image_tokens: number }
const tokenDetails = (value: unknown): value is TokenDetails => has(value, tokens)
const usage = (value: unknown): value is ResponseUsage =>
  has(value, {
    total_tokens: number,
    input_tokens: number,
    output_tokens: number,
    input_token_details: (details): details is object =>
      has(details, { ...tokens, cached_tokens: number, cached_tokens_details: tokenDetails }),
    output_token_details: tokenDetails,
  })
const rateLimit: Check<RateLimit> = (value): value is RateLimit =>
  isRecord(value) &&
  text(value['name']) &&
  has(value, { limit: number, remaining: number, reset_seconds: number })
const response: Check<ResponseObject> = (value): value is ResponseObject =>
  isRecord(value) &&
  text(value['id']) &&
  maybe(record)(value['status_details']) &&
  maybe(usage)(value['usage']) &&
  maybe(listOf(isRecord))(value['output'])
const errorBody: Check<ServerErrorBody> = (value): value is ServerErrorBody =>
  has(value, { type: text, code: text, message: text, param: text, event_id: text })
const part = (value: unknown): boolean =>
  isRecord(value) && text(value['type']) && has(value, { text, transcript: text })
const item: Check<Item> = (value): value is Item =>
  isRecord(value) &&
  text(value['id']) &&
  text(value['type']) &&
  (value['type'] !== 'message' ||
    (text(value['role']) && Array.isArray(value['content']) && value['content'].every(part)))

const ids = { response_id: text, item_id: text, content_index: maybe(number) }
const spoken = { item_id: text, content_index: maybe(number) }

/**
 * Every event that we know, and of each the fields that we lean on. Types and checks are both made from
 * this table. Fields that are not named here are kept, and never looked at.
 */
const SHAPES = {
  error: { error: errorBody },
  'session.created': { session },
  'session.updated': { session },
  'conversation.created': { conversation: maybe(record) },
  'conversation.item.added': { item, previous_item_id: maybe(text) },
  // OpenAI's GA types still list it, and every other dialect says it.
  'conversation.item.created': { item, previous_item_id: maybe(text) },
  'conversation.item.done': { item, previous_item_id: maybe(text) },
  'conversation.item.retrieved': { item },
  'conversation.item.truncated': {
    item_id: text,
    content_index: maybe(number),
    audio_end_ms: number,
  },
  'conversation.item.deleted': { item_id: text },
  'conversation.item.input_audio_transcription.delta': { ...spoken, delta: maybe(text) },
  'conversation.item.input_audio_transcription.completed': { ...spoken, transcript: text },
  'conversation.item.input_audio_transcription.failed': { ...spoken, error: maybe(errorBody) },
  'conversation.item.input_audio_transcription.segment': {
    ...spoken,
    text,
    speaker: maybe(text),
    start: maybe(number),
    end: maybe(number),
  },
  'input_audio_buffer.committed': { item_id: text, previous_item_id: maybe(text) },
  'input_audio_buffer.cleared': {},
  'input_audio_buffer.speech_started': { item_id: text, audio_start_ms: maybe(number) },
  'input_audio_buffer.speech_stopped': { item_id: text, audio_end_ms: maybe(number) },
  'input_audio_buffer.timeout_triggered': {
    item_id: text,
    audio_start_ms: maybe(number),
    audio_end_ms: maybe(number),
  },
  // Telephone lines only.
  'input_audio_buffer.dtmf_event_received': { event: text, received_at: maybe(number) },
  'output_audio_buffer.started': { response_id: text },
  'output_audio_buffer.stopped': { response_id: text },
  'output_audio_buffer.cleared': { response_id: text },
  'rate_limits.updated': { rate_limits: listOf(rateLimit) },
  'response.created': { response },
  'response.done': { response },
  'response.output_item.added': { response_id: text, item },
  'response.output_item.done': { response_id: text, item },
  'response.content_part.added': ids,
  'response.content_part.done': ids,
  'response.output_text.delta': { ...ids, delta: text },
  'response.output_text.done': { ...ids, text: maybe(text) },
  'response.output_audio.delta': { ...ids, delta: text },
  'response.output_audio.done': ids,
  'response.output_audio_transcript.delta': { ...ids, delta: text },
  'response.output_audio_transcript.done': { ...ids, transcript: maybe(text) },
  'response.function_call_arguments.delta': {
    response_id: text,
    item_id: text,
    call_id: text,
    delta: text,
  },
  'response.function_call_arguments.done': {
    response_id: text,
    item_id: text,
    call_id: text,
    arguments: text,
    name: maybe(text),
  },
  'response.mcp_call_arguments.delta': { item_id: text, delta: text },
  'response.mcp_call_arguments.done': { item_id: text, arguments: text },
  'response.mcp_call.in_progress': { item_id: text },
  'response.mcp_call.completed': { item_id: text },
  'response.mcp_call.failed': { item_id: text },
  'mcp_list_tools.in_progress': { item_id: text },
  'mcp_list_tools.completed': { item_id: text },
  'mcp_list_tools.failed': { item_id: text },
  // Voice Live only: when each word is spoken, from the start of its item's audio.
  'response.audio_timestamp.delta': {
    ...ids,
    audio_offset_ms: number,
    audio_duration_ms: maybe(number),
    text,
  },
  'response.audio_timestamp.done': ids,
} as const

type Shapes = typeof SHAPES
type Fields<S> = {
  readonly [
    K in keyof S as S[K] extends Check<infer T> ? (undefined extends T ? never : K) : never
  ]: S[K] extends Check<infer T> ? T : never
} & {
  readonly [
    K in keyof S as S[K] extends Check<infer T> ? (undefined extends T ? K : never) : never
  ]?: S[K] extends Check<infer T> ? T : never
}

export type KnownServerEventType = keyof Shapes

/** One event of the service, by its GA name. */
export type ServerEventOf<K extends KnownServerEventType> = {
  readonly type: K
  readonly event_id?: string
} & Fields<Shapes[K]>

/** What the service says, spelled as in GA. A word that we do not know is passed on as `unknown`: the service is younger than we are. */
export type ServerEvent =
  | { [K in KnownServerEventType]: ServerEventOf<K> }[KnownServerEventType]
  | { readonly type: 'unknown'; readonly raw: { readonly type: string } }

/** A frame that cannot be used, and why. Says nothing of its content: that may be somebody's words. */
export interface InvalidFrame {
  readonly type: 'invalid'
  readonly problem: string
}

/** Made when it is asked for, so that whoever bundles us and never asks carries no list. */
export const knownServerEventTypes = (): readonly string[] => Object.keys(SHAPES)

const isKnown = (type: string): type is KnownServerEventType => Object.hasOwn(SHAPES, type)

/** Reads one frame, already in GA spelling. Never throws, whatever it is given. */
export function parse(frame: unknown): ServerEvent | InvalidFrame {
  if (!isRecord(frame)) return { type: 'invalid', problem: 'a frame that is not an object' }
  const type = frame['type']
  if (typeof type !== 'string' || type === '')
    return { type: 'invalid', problem: 'an event without a type' }
  if (!isKnown(type)) return { type: 'unknown', raw: { ...frame, type } }
  for (const [field, check] of Object.entries<Check<unknown>>(SHAPES[type]))
    if (!check(frame[field])) return { type: 'invalid', problem: `${type} with a wrong ${field}` }
  // Every field that the type promises was checked just now, by the table that the type is made from.
  return frame as unknown as ServerEvent
}
