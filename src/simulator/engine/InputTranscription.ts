import type { Conversation } from './Conversation.ts'
import { words } from './spread.ts'
import type { Wire } from './Wire.ts'

export interface TranscriptionOptions {
  /** From the end of the turn to its words, in milliseconds; may be after the answer. Default 300. */
  readonly delayMs?: number | undefined
  /** Whether it fails instead. Default false. */
  readonly fails?: boolean | undefined
}

/** Tells the words of spoken turns, in its own time, as the separate model behind the real service does. */
export class InputTranscription {
  readonly #wire: Wire
  readonly #conversation: Conversation
  readonly #options: TranscriptionOptions

  constructor(wire: Wire, conversation: Conversation, options: TranscriptionOptions) {
    this.#wire = wire
    this.#conversation = conversation
    this.#options = options
  }

  begin(itemId: string, transcript: string, durationMs: number): void {
    this.#wire.clock.after(this.#options.delayMs ?? 300, () =>
      this.#options.fails === true
        ? this.#fail(itemId)
        : this.#tell(itemId, transcript, durationMs),
    )
  }

  #tell(itemId: string, transcript: string, durationMs: number): void {
    const place = { item_id: itemId, content_index: 0 }
    const name = 'conversation.item.input_audio_transcription'
    for (const delta of words(transcript))
      this.#wire.say({ type: `${name}.delta`, ...place, delta })
    const usage = { type: 'duration', seconds: Math.ceil(durationMs / 1000) }
    this.#wire.say({ type: `${name}.completed`, ...place, transcript, usage })
    const item = this.#conversation.find(itemId)?.item
    if (item?.type === 'message')
      this.#conversation.update(itemId, {
        item: { ...item, content: [{ type: 'input_audio', transcript }] },
      })
  }

  #fail(itemId: string): void {
    this.#wire.say({
      type: 'conversation.item.input_audio_transcription.failed',
      item_id: itemId,
      content_index: 0,
      error: {
        type: 'transcription_error',
        code: 'audio_unintelligible',
        message: 'The audio could not be transcribed.',
        param: null,
      },
    })
  }
}
