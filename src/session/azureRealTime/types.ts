import type { VoiceError } from '../../base/errors.ts'
import type { CredentialOptions } from '../../protocol/CredentialOptions.ts'
import type { KnownServerEventType, ServerEventOf } from '../../protocol/serverEvents.ts'
import type { DeviceOptions } from '../Devices.ts'
import type { ModelStatusEnum } from './ModelStatusEnum.ts'

/** The eight are the Realtime services'. `fable`, `onyx` and `nova` were documented for it, and the last eight in a sample: the services of today refuse those, and name the voice in their refusal. */
type KnownVoice =
  | ('alloy' | 'ash' | 'ballad' | 'coral' | 'echo' | 'sage' | 'shimmer' | 'verse')
  | ('fable' | 'onyx' | 'nova')
  | ('amuch' | 'dan' | 'elan' | 'marilyn' | 'breeze' | 'cove' | 'ember' | 'jupiter')

type AudioFormat = 'pcm16' | 'g711_ulaw' | 'g711_alaw'

type ToolChoice =
  'auto' | 'none' | 'required' | { readonly type: 'function'; readonly name: string }

// What an app fills in is not readonly: apps that were written for the preview do it field by field.

/** `null`, or the type `none`, is push to talk. What is left out has this library's defaults: 0.5, 300 ms, 500 ms. */
export type TurnDetection =
  | {
      type: 'server_vad'
      /** 0 to 1. */
      threshold?: number | undefined
      prefix_padding_ms?: number | undefined
      silence_duration_ms?: number | undefined
      create_response?: boolean | undefined
      interrupt_response?: boolean | undefined
    }
  | {
      type: 'semantic_vad'
      eagerness?: 'low' | 'medium' | 'high' | 'auto' | undefined
      create_response?: boolean | undefined
      interrupt_response?: boolean | undefined
    }
  | { type: 'none' }
  | null

/** A function that the model may call. The app answers the call itself, with an item `function_call_output` and `createResponse()`. */
export interface Tool {
  type: 'function'
  name: string
  description?: string | undefined
  /** JSON Schema. */
  parameters?: object | undefined
}

/** The session in the preview's spelling. Other fields of the service are passed on as they are. */
export interface SessionConfig {
  voice?: KnownVoice | (string & {}) | undefined
  instructions?: string | undefined
  /** `['text']` for written answers. A spoken one is always written too. */
  modalities?: readonly ('text' | 'audio')[] | undefined
  input_audio_format?: AudioFormat | undefined
  output_audio_format?: AudioFormat | undefined
  /** `null` leaves the user's words unwritten. */
  input_audio_transcription?:
    | {
        model: string
        language?: string | undefined
        prompt?: string | undefined
      }
    | null
    | undefined
  turn_detection?: TurnDetection | undefined
  tools?: readonly Tool[] | undefined
  tool_choice?: ToolChoice | undefined
  /** 0.6 to 1.2. Only the preview has it. */
  temperature?: number | undefined
  max_response_output_tokens?: number | 'inf' | undefined
  speed?: number | undefined
  [field: string]: unknown
}

/** The session as the service describes it. */
export interface Session extends SessionConfig {
  readonly id?: string | null | undefined
  readonly model?: string | undefined
  /** Unix seconds. */
  readonly expires_at?: number | null | undefined
}

type Text = { type: 'input_text' | 'text'; text: string }

type ContentPart =
  | Text
  | {
      type: 'input_audio'
      audio?: string | undefined
      transcript?: string | null | undefined
    }
  /** Only services of the GA protocol see pictures. */
  | {
      type: 'input_image'
      image_url: string
      detail?: 'auto' | 'low' | 'high' | undefined
    }

interface MayHaveId {
  /** Left out, the service makes one. */
  id?: string | undefined
}

export type ConversationItem =
  | (MayHaveId & {
      type: 'message'
      role: 'user' | 'assistant' | 'system'
      content: readonly ContentPart[]
    })
  | (MayHaveId & {
      type: 'function_call'
      call_id: string
      name: string
      /** JSON, as text. */
      arguments: string
    })
  | (MayHaveId & {
      type: 'function_call_output'
      call_id: string
      output: string
    })

/** What may be said about one response; left-out fields come from the session. */
export interface ResponseConfig {
  modalities?: readonly ('text' | 'audio')[] | undefined
  instructions?: string | undefined
  voice?: KnownVoice | (string & {}) | undefined
  output_audio_format?: AudioFormat | undefined
  tools?: readonly Tool[] | undefined
  tool_choice?: ToolChoice | undefined
  temperature?: number | undefined
  max_response_output_tokens?: number | 'inf' | undefined
  /** `none` answers beside the conversation. */
  conversation?: 'auto' | 'none' | undefined
  metadata?: Readonly<Record<string, string>> | undefined
  input?: readonly (ConversationItem | { type: 'item_reference'; id: string })[]
}

/** One of `apiKey`, `getToken`, `tokenUrl` and `relayUrl` is needed. */
export interface AzureRealTimeOptions extends CredentialOptions, DeviceOptions {
  /** As the portal shows it: a bare host, `https://…`, `wss://…` or the whole target URI. A bare loopback host, such as `localhost:4400`, is spoken to without TLS. */
  hostName: string
  /** Such as `2025-04-01-preview`: the preview's address. Left out, the GA service's. */
  apiVersion?: string | undefined
  /** May be left out when the pasted address holds it. */
  deployment?: string | undefined
  sessionConfig?: SessionConfig | undefined
}

export type WebSocketState = 'connecting' | 'open' | 'closing' | 'closed'

/** For the class that opens the lines: `protocols` are offered besides ours, all else (`headers`, `agent`, …) is handed on to those that take it, as that of `ws`. A browser's takes nothing else. */
export type WebSocketOptions =
  | {
      readonly protocols?: string | readonly string[] | undefined
      readonly headers?: Readonly<Record<string, string>> | undefined
    }
  | object

/** Events of the GA protocol by the names that they have in the preview. */
export type FlatName<K extends string> =
  K extends `response.output_${infer Kind extends 'text' | 'audio' | 'audio_transcript'}.${infer End}`
    ? `response.${Kind}.${End}`
    : K extends 'conversation.item.added'
      ? 'conversation.item.created'
      : K extends 'conversation.item.done'
        ? never
        : K

type FlatEventOf<K extends KnownServerEventType> = Omit<ServerEventOf<K>, 'type' | 'session'> & {
  readonly type: FlatName<K>
} & (ServerEventOf<K> extends { readonly session: unknown }
    ? { readonly session: Session }
    : unknown)

/** Any event of the service. */
export interface FlatEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** What listeners are given, by the name of the event. */
export type AzureRealTimeEvents = {
  [K in Exclude<KnownServerEventType, 'error'> as FlatName<K>]: FlatEventOf<K>
} & {
  /** The service accepted the settings: the first `session.updated` of a line. */
  init: Session
  status_changed: ModelStatusEnum
  /** What the service complains of, as it says it; and, as a `VoiceError`, what the client has to report: no line, no token, a refused setting. */
  error: VoiceError | ServerEventOf<'error'>
  /** Something went wrong and the conversation goes on. */
  warning: VoiceError
}
