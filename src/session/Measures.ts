import type { RateLimit } from '../protocol/serverEvents.ts'

/**
 * How long one turn took, by stage, in milliseconds from the end of the user's speech, or from the request where
 * the answer was asked for in writing. A stage that did not happen, or has not yet, is null.
 */
export interface TurnLatency {
  readonly responseId: string
  readonly from: 'speech' | 'request'
  readonly createdMs: number | null
  readonly firstDeltaMs: number | null
  /** First sample rendered. What the user feels. */
  readonly firstSoundMs: number | null
}

/** Tokens of one kind. `cached` is a part of `input`, not beside it. */
export interface TokenCount {
  readonly input: number
  readonly cached: number
  readonly output: number
}

export interface Usage {
  readonly text: TokenCount
  readonly audio: TokenCount
  readonly image: TokenCount
  /** Of all kinds together, as the service counted. */
  readonly total: number
}

/** What was counted and timed in this conversation. */
export interface Measures {
  /** The last 100 turns, oldest first. */
  readonly turns: readonly TurnLatency[]
  readonly usage: Usage
  readonly rateLimits: readonly RateLimit[]
}

const none: TokenCount = { input: 0, cached: 0, output: 0 }

export const noMeasures: Measures = {
  turns: [],
  usage: { text: none, audio: none, image: none, total: 0 },
  rateLimits: [],
}
