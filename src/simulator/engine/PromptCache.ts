import type { Entry } from './Conversation.ts'
import { addTokens, NO_TOKENS, textTokens, tokensOf, type Tokens } from './tokens.ts'

/** What a response read, and what of it was cheaper because an earlier one had read the same. */
export interface Reading {
  readonly all: Tokens
  readonly cached: Tokens
}

/** What was read after the same beginning, by piece. */
type Following = Map<string, Following>

/**
 * Remembers what the responses of a session read. As in the services, only a beginning is cached: from the
 * first piece that is new, was changed or stands elsewhere, everything counts in full.
 */
export class PromptCache {
  readonly #beginnings: Following = new Map()

  read(instructions: string, context: readonly Entry[]): Reading {
    const pieces = [
      {
        key: `instructions ${instructions}`,
        tokens: { ...NO_TOKENS, text: textTokens(instructions.length) },
      },
      ...context.map((entry) => {
        const tokens = tokensOf(entry)
        return { key: `${entry.item.id} ${JSON.stringify(tokens)}`, tokens }
      }),
    ]
    const all = pieces.map(({ tokens }) => tokens)
    const known = this.#remember(pieces.map(({ key }) => key))
    return { all: addTokens(all), cached: addTokens(all.slice(0, known)) }
  }

  /** @returns How many of them had been read in this order before. */
  #remember(keys: readonly string[]): number {
    let known = 0
    let here = this.#beginnings
    for (const key of keys) {
      const next = here.get(key)
      if (next) known += 1
      const following = next ?? new Map<string, Following>()
      here.set(key, following)
      here = following
    }
    return known
  }
}
