import type { ReplyPart } from './Brain.ts'

/** When a turn of a scenario fits. All that is given must be true; nothing given fits always. */
export interface When {
  /** The user's turn, from 0. */
  readonly turn?: number | undefined
  /** A regular expression, without regard to case, on what was typed or is taken as heard. */
  readonly text?: string | undefined
  /** The name of the tool whose output came; `*` for any. */
  readonly toolOutput?: string | undefined
  /** How long the user spoke, in milliseconds; a typed turn never fits. */
  readonly minMs?: number | undefined
  readonly maxMs?: number | undefined
}

export interface ScenarioTurn {
  readonly when?: When | undefined
  /** The words that a spoken turn is taken to hold: they go into its transcript. */
  readonly heard?: string | undefined
  readonly reply: readonly ReplyPart[]
}

/** A conversation that was written beforehand, as JSON. The first turn that fits is said. */
export interface Scenario {
  readonly name: string
  readonly turns: readonly ScenarioTurn[]
  /** Who answers when no turn fits. Default `listener`. */
  readonly otherwise?: 'listener' | 'parrot' | undefined
}
