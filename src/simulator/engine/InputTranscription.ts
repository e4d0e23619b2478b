import type { Conversation } from './Conversation.ts'
import type { EffectiveSession } from './EffectiveSession.ts'
import { words } from './spread.ts'
import { heardTokens, textTokens } from './tokens.ts'
import type { Wire } from './Wire.ts'

export interface TranscriptionOptions {
  /** From the end of the turn to its words, in milliseconds; may be after the answer. Default 300. */
  readonly delayMs?: number | undefined
  /** Whether it fails instead. Default false. */
  readonly fails?: boolean | undefined
}

interface SpokenWords {
  readonly itemId: string
  readonly transcript: string
  readonly durationMs: number
}

const NAME = 'conversation.item.input_audio_transcription'
/** Models that tell who spoke. */
const DIARIZING = 'gpt-4o-transcribe-diarize'
const LOGPROBS = 'item.input_audio_transcription.logprobs'

/** gpt-4o models are paid by the token, the others by the second. */
function usageOf(model: string, { transcript, durationMs }: SpokenWords) {
  if (!model.startsWith('gpt-4o'))
    return { type: 'duration', seconds: Math.ceil(durationMs / 1000) }
  const input = heardTokens(durationMs)
  const output = textTokens(transcript.length)
  return {
    type: 'tokens',
    total_tokens: input + output,
    input_tokens: input,
    input_token_details: { text_tokens: 0, audio_tokens: input },
    output_tokens: output,
  }
}

/** Nobody guessed here, so every word is as good as certain. */
const logprobOf = (token: string) => ({
  token,
  logprob: -0.01,
  bytes: [...new TextEncoder().encode(token)],
})

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

  /** As the session is now: a later change concerns later turns. Does nothing when it is off. */
  begin(session: EffectiveSession, spoken: SpokenWords): void {
    const { transcription } = session.audio.input
    if (transcription === null) return
    const { include } = session
    const withLogprobs = Array.isArray(include) && include.includes(LOGPROBS)
    const model = transcription.model ?? 'whisper-1'
    this.#wire.clock.after(this.#options.delayMs ?? 300, () => {
      // Of a turn that was deleted meanwhile nobody wants to know.
      if (!this.#conversation.find(spoken.itemId)) return
      if (this.#options.fails === true) this.#fail(spoken.itemId)
      else this.#tell(spoken, model, withLogprobs)
    })
  }

  #tell(spoken: SpokenWords, model: string, withLogprobs: boolean): void {
    const { itemId, transcript, durationMs } = spoken
    const place = { item_id: itemId, content_index: 0 }
    const deltas = words(transcript)
    const logprobs = (tokens: readonly string[]) =>
      withLogprobs ? { logprobs: tokens.map(logprobOf) } : {}
    for (const delta of deltas)
      this.#wire.say({ type: `${NAME}.delta`, ...place, delta, ...logprobs([delta]) })
    if (model.startsWith(DIARIZING)) {
      const id = this.#wire.newId('seg')
      // All of it: nobody here can tell one voice from another.
      const whole = { speaker: 'A', start: 0, end: durationMs / 1000, text: transcript }
      this.#wire.say({ type: `${NAME}.segment`, ...place, id, ...whole })
    }
    this.#wire.say({
      type: `${NAME}.completed`,
      ...place,
      transcript,
      usage: usageOf(model, spoken),
      ...logprobs(deltas),
    })
    const item = this.#conversation.find(itemId)?.item
    if (item?.type === 'message')
      this.#conversation.update(itemId, {
        item: { ...item, content: [{ type: 'input_audio', transcript }] },
      })
  }

  #fail(itemId: string): void {
    this.#wire.say({
      type: `${NAME}.failed`,
      item_id: itemId,
      content_index: 0,
      error: {
        type: 'transcription_error',
        code: 'audio_unintelligible',
        message: 'The audio could not be transcribed.',
      },
    })
  }
}
