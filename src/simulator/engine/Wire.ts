import type { KnownServerEventType, ServerEventOf } from '../../protocol/serverEvents.ts'
import type { Clock } from './Clock.ts'

/** Words of the services that our own client has no use for. */
type MoreEvents =
  | { readonly type: 'conversation.created'; readonly conversation: object }
  | {
      readonly type: 'input_audio_buffer.timeout_triggered'
      readonly item_id: string
      readonly audio_start_ms: number
      readonly audio_end_ms: number
    }
  | {
      readonly type: 'conversation.item.input_audio_transcription.segment'
      readonly item_id: string
      readonly content_index: number
      readonly id: string
      readonly speaker: string
      /** In seconds. */
      readonly start: number
      readonly end: number
      readonly text: string
    }
  | {
      readonly type: 'response.audio_timestamp.delta'
      readonly audio_offset_ms: number
      readonly audio_duration_ms: number
      readonly text: string
    }
  | { readonly type: 'response.audio_timestamp.done' }

/** What the simulator may say: the fields that clients lean on, and whatever else the services send. */
export type Said =
  | {
      [K in KnownServerEventType]: ServerEventOf<K> & Readonly<Record<string, unknown>>
    }[KnownServerEventType]
  | (MoreEvents & Readonly<Record<string, unknown>>)

/** What every part of a session shares. */
export interface Wire {
  /** Sends one event, in GA spelling; its `event_id` is added. */
  readonly say: (event: Said) => void
  /** @param prefix - `item`, `resp`, …: the id's first word, as the services write it. */
  readonly newId: (prefix: string) => string
  readonly clock: Clock
  readonly log: (line: string) => void
}
