import { itemText } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { toMs } from './wireAudio.ts'

/** About four letters a token; 10 tokens a second of the user's sound and 20 of the assistant's, as the services count. */
const textTokens = (text: string) => Math.ceil(text.length / 4)
const audioTokens = (entry: Entry) => {
  const ms = entry.audio.reduce((total, chunk) => total + toMs(chunk.length), 0)
  const isUsers = entry.item.type === 'message' && entry.item.role === 'user'
  return Math.ceil((ms / 1000) * (isUsers ? 10 : 20))
}

const count = (entries: readonly Entry[]) => ({
  text_tokens: entries.reduce((total, { item }) => total + textTokens(itemText(item)), 0),
  audio_tokens: entries.reduce((total, entry) => total + audioTokens(entry), 0),
})

/** What one response cost: an estimate in the shape of the real one. Nothing is ever cached here. */
export function usage(instructions: string, context: readonly Entry[], output: readonly Entry[]) {
  const read = count(context)
  const text = read.text_tokens + textTokens(instructions)
  const input = { text_tokens: text, audio_tokens: read.audio_tokens, image_tokens: 0 }
  const written = count(output)
  const inputTokens = text + read.audio_tokens
  const outputTokens = written.text_tokens + written.audio_tokens
  return {
    total_tokens: inputTokens + outputTokens,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    input_token_details: {
      ...input,
      cached_tokens: 0,
      cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
    },
    output_token_details: written,
  }
}
