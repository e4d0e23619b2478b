import { itemText, type Item } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { lengthMs } from './turnOf.ts'

/** About four letters a token. */
const LETTERS_PER_TOKEN = 4
/** Of the user's sound and of the assistant's, as the services count. */
const HEARD_PER_SECOND = 10
const SPOKEN_PER_SECOND = 20

/** By kind. Estimates: the services' own counts cannot be had without their models. */
export interface Tokens {
  readonly text: number
  readonly audio: number
  readonly image: number
}

export const NO_TOKENS: Tokens = { text: 0, audio: 0, image: 0 }

export const textTokens = (letters: number): number => Math.ceil(letters / LETTERS_PER_TOKEN)
export const spokenTokens = (ms: number): number => Math.ceil((ms / 1000) * SPOKEN_PER_SECOND)
export const heardTokens = (ms: number): number => Math.ceil((ms / 1000) * HEARD_PER_SECOND)

function written(item: Item): string {
  if (item.type === 'function_call') return item.arguments
  if (item.type === 'function_call_output') return item.output
  return itemText(item)
}

/** A small picture costs 85; a large one is taken for 4 tiles of 170 more, as OpenAI's vision models count. */
function imageTokens(item: Item): number {
  if (item.type !== 'message') return 0
  const costs = item.content.map((part): number =>
    part.type !== 'input_image' ? 0 : part.detail === 'low' ? 85 : 765,
  )
  return costs.reduce((total, one) => total + one, 0)
}

export function tokensOf(entry: Entry): Tokens {
  const { item } = entry
  const isUsers = item.type === 'message' && item.role === 'user'
  return {
    text: textTokens(written(item).length),
    audio: (isUsers ? heardTokens : spokenTokens)(lengthMs(entry)),
    image: imageTokens(item),
  }
}

export const addTokens = (all: readonly Tokens[]): Tokens =>
  all.reduce(
    (sum, { text, audio, image }) => ({
      text: sum.text + text,
      audio: sum.audio + audio,
      image: sum.image + image,
    }),
    NO_TOKENS,
  )
