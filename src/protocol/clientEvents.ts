import type { ItemReference, NewItem } from './items.ts'
import type { WireSession } from './settings.ts'

/** A function that the model may call. */
export interface FunctionTool {
  readonly type: 'function'
  readonly name: string
  readonly description?: string
  /** JSON Schema. */
  readonly parameters?: object
}

/** A remote server whose tools the service calls by itself (GA, Voice Live). */
export interface McpTool {
  readonly type: 'mcp'
  readonly server_label: string
  readonly server_url?: string
  readonly server_description?: string
  readonly authorization?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly allowed_tools?: readonly string[]
  readonly require_approval?:
    'always' | 'never' | { readonly always?: McpToolNames; readonly never?: McpToolNames }
}

export type ToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'mcp'; readonly server_label: string; readonly name?: string }

/** PCM is 16 bit, mono, little endian, and has one rate in GA; the other two are telephones', at 8 kHz. */
export type AudioFormat =
  | { readonly type: 'audio/pcm'; readonly rate: 24_000 }
  | { readonly type: 'audio/pcmu' }
  | { readonly type: 'audio/pcma' }

/** One that was made for the account (GA). */
export interface CustomVoice {
  readonly id: string
}

/** One of Azure's (Voice Live), such as `{ type: 'azure-standard', name: 'en-US-AvaNeural' }`. */
export interface AzureVoice {
  readonly type: string
  readonly name: string
}

type McpToolNames = { readonly tool_names: readonly string[] }

/** What may be said about one response; left-out fields come from the session. */
export interface ResponseRequest {
  /** `none`: beside the conversation, which it neither reads from nor adds to unless `input` says so. */
  readonly conversation?: 'auto' | 'none'
  readonly instructions?: string
  readonly output_modalities?: readonly ('audio' | 'text')[]
  /** At most 16 pairs; 64 characters in a key, 512 in a value. It comes back with the response. */
  readonly metadata?: Readonly<Record<string, string>>
  /** 1 to 4,096. */
  readonly max_output_tokens?: number | 'inf'
  /** What the model answers in place of the conversation. Empty: nothing but the instructions. */
  readonly input?: readonly (NewItem | ItemReference)[]
  readonly tools?: readonly (FunctionTool | McpTool)[]
  readonly tool_choice?: ToolChoice
  readonly audio?: {
    readonly output?: {
      readonly format?: AudioFormat
      /** Fixed once the assistant has spoken. */
      readonly voice?: string | CustomVoice | AzureVoice
    }
  }
  /** 0.6 to 1.2. Only the preview and Voice Live (0 to 1) have it; GA refuses the request. */
  readonly temperature?: number
}

/** What a client may say, spelled as in GA. `dialect.ts` translates. */
export type ClientEvent = { readonly event_id?: string } & (
  | { readonly type: 'session.update'; readonly session: WireSession }
  | { readonly type: 'input_audio_buffer.append'; readonly audio: string }
  | { readonly type: 'input_audio_buffer.commit' }
  | { readonly type: 'input_audio_buffer.clear' }
  | {
      readonly type: 'conversation.item.create'
      readonly item: NewItem
      readonly previous_item_id?: string
    }
  | { readonly type: 'conversation.item.retrieve'; readonly item_id: string }
  | {
      readonly type: 'conversation.item.truncate'
      readonly item_id: string
      readonly content_index: number
      /** Whole milliseconds from the start of this item's audio. At least 1, at most what was received. */
      readonly audio_end_ms: number
    }
  | { readonly type: 'conversation.item.delete'; readonly item_id: string }
  /** Only over WebRTC and SIP. */
  | { readonly type: 'output_audio_buffer.clear' }
  | { readonly type: 'response.create'; readonly response?: ResponseRequest }
  | { readonly type: 'response.cancel'; readonly response_id?: string }
)

export type ClientEventType = ClientEvent['type']
