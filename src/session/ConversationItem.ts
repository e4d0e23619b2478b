/** One entry of the conversation, as a reader sees it. Immutable: a change is a new object. */
export interface ConversationItem {
  readonly id: string
  readonly role: 'user' | 'assistant' | 'system'
  readonly kind: 'message'
  /**
   * `pending`: typed here, not confirmed by the service yet. `in-progress`: being spoken or written.
   * `interrupted`: cut before its end; `heardText` and `unheardText` say where, by share of the audio, an estimate.
   */
  readonly status: 'pending' | 'in-progress' | 'completed' | 'interrupted' | 'incomplete' | 'failed'
  /** All of its words. Empty for a user's turn whose transcript has not come. */
  readonly text: string
  /** Whether it was, or is being, spoken. */
  readonly spoken: boolean
  /** Only when interrupted. */
  readonly heardText?: string | undefined
  readonly unheardText?: string | undefined
  /** How much of its audio was heard, in milliseconds. Only when interrupted. */
  readonly heardMs?: number | undefined
  /** What cut it, when it was cut. */
  readonly cutBy?: 'user' | 'line' | undefined
  /** What became of the words of a spoken user turn. */
  readonly transcription?: 'waiting' | 'done' | 'failed' | 'off' | undefined
  /** When it came to be, in milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
