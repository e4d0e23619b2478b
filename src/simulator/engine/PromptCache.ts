import type { Entry } from './Conversation.ts'
import { addTokens, NO_TOKENS, textTokens, tokensOf, type Tokens } from './tokens.ts'

/** What a response read, and what of it was cheaper because an earlier one had read the same. */
export interface Reading {
  readonly all: Tokens
  readonly cached: Tokens
}

/**
 * Remembers what the responses of a session read. As in the services, only a beginning is cached: from the
 * first piece that is new, or was changed since, everything counts in full.
 */
export class PromptCache {
  #read: ReadonlySet<string> = new Set()

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
    const firstNew = pieces.findIndex(({ key }) => !this.#read.has(key))
    const known = firstNew < 0 ? pieces : pieces.slice(0, firstNew)
    this.#read = new Set([...this.#read, ...pieces.map(({ key }) => key)])
    const sum = (some: typeof pieces) => addTokens(some.map(({ tokens }) => tokens))
    return { all: sum(pieces), cached: sum(known) }
  }
}
