import type { NewItem } from './items.ts'
import type { WireSession } from './settings.ts'

/** What may be said about one response; left-out fields come from the session. */
export interface ResponseRequest {
  readonly conversation?: 'auto' | 'none'
  readonly instructions?: string
  readonly output_modalities?: readonly ('audio' | 'text')[]
  readonly metadata?: Readonly<Record<string, string>>
  readonly max_output_tokens?: number | 'inf'
  readonly input?: readonly object[]
  readonly tools?: readonly object[]
  readonly tool_choice?: unknown
  readonly audio?: object
  readonly [key: string]: unknown
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
