import type { Item } from './items.ts'
import {
  flag,
  isRecord,
  listOf,
  mapOf,
  maybe,
  number,
  object,
  oneOf,
  optional,
  readFields,
  record,
  text,
  type Fields,
  type Read,
} from './read.ts'
import { readItem } from './readItem.ts'
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

/** What the transcript of a turn cost: tokens, or seconds of audio, by its model. */
export interface TranscriptionUsage {
  /** `tokens` or `duration`. */
  readonly type?: string
  readonly seconds?: number | null
  readonly total_tokens?: number | null
  readonly input_tokens?: number | null
  readonly output_tokens?: number | null
  readonly input_token_details?: TokenDetails | null
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

const words: Read<readonly string[]> = listOf(text)

const turnDetection: Read<WireTurnDetection> = object({
  type: text,
  threshold: optional(number),
  prefix_padding_ms: optional(number),
  silence_duration_ms: optional(number),
  create_response: optional(flag),
  interrupt_response: optional(flag),
  idle_timeout_ms: maybe(number),
  eagerness: optional(text),
})
type Session = WireSession & { readonly id?: string | null; readonly expires_at?: number | null }
const session: Read<Session> = object({
  id: maybe(text),
  type: optional(text),
  expires_at: maybe(number),
  instructions: optional(text),
  output_modalities: optional(words),
  max_output_tokens: optional((value) => (value === 'inf' ? value : number(value))),
  audio: optional(
    object({
      input: optional(
        object({
          format: optional(record),
          turn_detection: maybe(turnDetection),
          transcription: maybe(record),
          noise_reduction: maybe(record),
        }),
      ),
      output: optional(object({ format: optional(record), speed: optional(number) })),
    }),
  ),
})
const tokens = {
  text_tokens: maybe(number),
  audio_tokens: maybe(number),
  image_tokens: maybe(number),
}
const usage: Read<ResponseUsage> = object({
  total_tokens: maybe(number),
  input_tokens: maybe(number),
  output_tokens: maybe(number),
  input_token_details: maybe(
    object({
      ...tokens,
      cached_tokens: maybe(number),
      cached_tokens_details: maybe(object(tokens)),
    }),
  ),
  output_token_details: maybe(object(tokens)),
})
const transcriptionUsage: Read<TranscriptionUsage> = object({
  type: optional(text),
  seconds: maybe(number),
  total_tokens: maybe(number),
  input_tokens: maybe(number),
  output_tokens: maybe(number),
  input_token_details: maybe(object(tokens)),
})
const rateLimit: Read<RateLimit> = object({
  name: text,
  limit: maybe(number),
  remaining: maybe(number),
  reset_seconds: maybe(number),
})
const errorBody: Read<ServerErrorBody> = object({
  type: optional(text),
  code: maybe(text),
  message: optional(text),
  param: maybe(text),
  event_id: maybe(text),
})
const response: Read<ResponseObject> = object({
  id: text,
  status: optional(oneOf('in_progress', 'completed', 'cancelled', 'failed', 'incomplete')),
  status_details: maybe(
    object({
      type: optional(text),
      reason: optional(text),
      error: maybe(object({ type: optional(text), code: maybe(text), message: optional(text) })),
    }),
  ),
  output: optional(listOf(readItem)),
  conversation_id: maybe(text),
  metadata: maybe(mapOf(text)),
  usage: maybe(usage),
})

const places = { output_index: optional(number), content_index: optional(number) }
const ids = { response_id: text, item_id: text, ...places }
const spoken = { item_id: text, content_index: optional(number) }
const call = { response_id: text, item_id: text, call_id: text, output_index: optional(number) }
const remote = { item_id: text, response_id: optional(text), output_index: optional(number) }
const item = readItem
const placed = { item, previous_item_id: maybe(text) }
const part = {
  part: optional(object({ type: text, text: optional(text), transcript: maybe(text) })),
}

/**
 * Every event that we know, and of each the fields that we lean on. Types and checks are both made from this table.
 *
 * Without a field that stands here by itself an event means nothing: it is `invalid`. What is `optional` or `maybe` is
 * left out when it is wrong, so that a turn does not hang on a detail. Fields that are not named are kept, and never
 * looked at.
 */
const SHAPES = {
  error: { error: errorBody },
  'session.created': { session },
  'session.updated': { session },
  'conversation.created': { conversation: maybe(record) },
  'conversation.item.added': placed,
  // OpenAI's GA types still list it, and every other dialect says it.
  'conversation.item.created': placed,
  'conversation.item.done': placed,
  'conversation.item.retrieved': { item },
  'conversation.item.truncated': { ...spoken, audio_end_ms: number },
  'conversation.item.deleted': { item_id: text },
  'conversation.item.input_audio_transcription.delta': { ...spoken, delta: maybe(text) },
  'conversation.item.input_audio_transcription.completed': {
    ...spoken,
    transcript: text,
    usage: maybe(transcriptionUsage),
    languages: maybe(listOf(object({ code: text }))),
  },
  'conversation.item.input_audio_transcription.failed': { ...spoken, error: maybe(errorBody) },
  'conversation.item.input_audio_transcription.segment': {
    ...spoken,
    text,
    id: optional(text),
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
  'response.output_item.added': { response_id: text, item, output_index: optional(number) },
  'response.output_item.done': { response_id: text, item, output_index: optional(number) },
  'response.content_part.added': { ...ids, ...part },
  'response.content_part.done': { ...ids, ...part },
  'response.output_text.delta': { ...ids, delta: text },
  'response.output_text.done': { ...ids, text: maybe(text) },
  'response.output_audio.delta': { ...ids, delta: text },
  'response.output_audio.done': ids,
  'response.output_audio_transcript.delta': { ...ids, delta: text },
  'response.output_audio_transcript.done': { ...ids, transcript: maybe(text) },
  'response.function_call_arguments.delta': { ...call, delta: text },
  'response.function_call_arguments.done': { ...call, arguments: text, name: maybe(text) },
  'response.mcp_call_arguments.delta': { ...remote, delta: text },
  'response.mcp_call_arguments.done': { ...remote, arguments: text },
  'response.mcp_call.in_progress': remote,
  'response.mcp_call.completed': remote,
  'response.mcp_call.failed': remote,
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

/** Of Voice Live's own words those that it says without being asked to; they are not known here, and no surprise. */
const PASSED_ON = /^(warning|response\.(animation|video)[._].*|session\.avatar\..*)$/

type Shapes = typeof SHAPES

export type KnownServerEventType = keyof Shapes

/** One event of the service, by its GA name. */
export type ServerEventOf<K extends KnownServerEventType> = {
  readonly type: K
  readonly event_id?: string
} & Fields<Shapes[K]>

/** What the service says, spelled as in GA. A word that we do not know is passed on as `unknown`: the service is younger than we are. */
export type ServerEvent =
  | { [K in KnownServerEventType]: ServerEventOf<K> }[KnownServerEventType]
  | {
      readonly type: 'unknown'
      readonly raw: { readonly type: string }
      /** Documented, and only passed on: nobody needs to be warned of it. */
      readonly isExpected?: true
    }

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
  if (!isKnown(type))
    return {
      type: 'unknown',
      raw: { ...frame, type },
      ...(PASSED_ON.test(type) && { isExpected: true }),
    }
  const all = readFields(frame, { ...SHAPES[type], event_id: optional(text) })
  if ('wrong' in all) return { type: 'invalid', problem: `${type} with a wrong ${all.wrong}` }
  // Every field that the type promises was read just now, by the table that the type is made from.
  return all.value as unknown as ServerEvent
}
