import type { Entry } from './Conversation.ts'
import type { Reading } from './PromptCache.ts'
import { addTokens, tokensOf, type Tokens } from './tokens.ts'

const total = ({ text, audio, image }: Tokens) => text + audio + image

const details = ({ text, audio, image }: Tokens) => ({
  text_tokens: text,
  audio_tokens: audio,
  image_tokens: image,
})

/** What one response cost: an estimate in the shape of the real one. */
export function usage({ all, cached }: Reading, output: readonly Entry[]) {
  const written = addTokens(output.map(tokensOf))
  return {
    total_tokens: total(all) + total(written),
    input_tokens: total(all),
    output_tokens: total(written),
    input_token_details: {
      ...details(all),
      cached_tokens: total(cached),
      cached_tokens_details: details(cached),
    },
    output_token_details: { text_tokens: written.text, audio_tokens: written.audio },
  }
}
