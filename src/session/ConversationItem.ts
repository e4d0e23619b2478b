import type { VoiceError } from '../base/errors.ts'

/** A call of a tool: ours to run, or one that the service makes itself on a remote (MCP) server. */
export interface ToolCall {
  /** What `approve` and `reject` take. For an MCP approval, the id of the request. */
  readonly callId: string
  readonly name: string
  /** JSON, as text, as the model wrote it. */
  readonly arguments: string
  /** What the model was told; null until then. */
  readonly output: string | null
  /** Only of MCP: which remote server. */
  readonly server?: string | undefined
}

/** A picture that the user showed. */
export interface ItemImage {
  /** A `data:` URL. */
  readonly url: string
  readonly detail?: 'auto' | 'low' | 'high' | undefined
}

/** A stretch of what was said, and who said it. */
export interface TranscriptSegment {
  /** A label of the service, as `A`; null where it gave none. */
  readonly speaker: string | null
  /** From the start of the turn's audio. */
  readonly startMs: number
  readonly endMs: number
  readonly text: string
}

/** One entry of the conversation, as a reader sees it. Immutable: a change is a new object. */
export interface ConversationItem {
  readonly id: string
  /** `tool` for everything that is no message. */
  readonly role: 'user' | 'assistant' | 'system' | 'tool'
  readonly kind: 'message' | 'tool-call' | 'tool-output' | 'mcp-call' | 'mcp-approval'
  /**
   * `pending`: made here, not confirmed by the service yet. `in-progress`: being spoken or written.
   * `interrupted`: cut before its end; `heardText` and `unheardText` say where.
   * Only of calls: `awaiting-approval`, `running`, `rejected`. An `mcp-approval` that is `completed` was allowed; what
   * came of it is another item.
   */
  readonly status:
    | 'pending'
    | 'in-progress'
    | 'awaiting-approval'
    | 'running'
    | 'completed'
    | 'interrupted'
    | 'incomplete'
    | 'failed'
    | 'rejected'
  /** All of its words. Empty for a user's turn whose transcript has not come. */
  readonly text: string
  /** Whether it was, or is being, spoken. */
  readonly spoken: boolean
  readonly images?: readonly ItemImage[] | undefined
  /** Only of kinds that are no message. */
  readonly call?: ToolCall | undefined
  /** Why it is `failed` or `incomplete`, with the remedy. */
  readonly problem?: VoiceError | undefined
  /** Only when interrupted. An estimate, see `heardBy`. */
  readonly heardText?: string | undefined
  readonly unheardText?: string | undefined
  /**
   * What the estimate rests on: the share of the audio; how much can be said in that time at most, where not all of the
   * audio had come; or the times of the words where the service gives them (Voice Live).
   */
  readonly heardBy?: 'share-of-audio' | 'speaking-rate' | 'word-times' | undefined
  /** How much of its audio was heard, in milliseconds. Only when interrupted. */
  readonly heardMs?: number | undefined
  /** What cut it, when it was cut. */
  readonly cutBy?: 'user' | 'line' | undefined
  /** What became of the words of a spoken user turn. */
  readonly transcription?: 'waiting' | 'done' | 'failed' | 'off' | undefined
  /** Who said what in a spoken user turn, in order; only of models that tell speakers apart. */
  readonly segments?: readonly TranscriptSegment[] | undefined
  /** When it came to be, in milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
