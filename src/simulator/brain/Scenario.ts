import type { WireTurnDetection } from '../../protocol/settings.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import type { AskedBy, ReplyPart, TurnInput } from './Brain.ts'

/** When a turn of a scenario fits. All that is given must be true; nothing given fits always. */
export interface When {
  /** The user's turn, from 0. */
  readonly turn?: number | undefined
  /** With `turn`: that turn, and again after so many more. */
  readonly every?: number | undefined
  /** What is answered; `nothing` when an answer was asked for and nobody had said anything new. */
  readonly input?: TurnInput['kind'] | undefined
  /**
   * A regular expression, without regard to case, on what was typed or is taken as heard; beside `toolOutput`, on the output. It sees the first 1,000
   * letters, and fewer for each `*` and `+` behind the first: 390 for two of them, 120 for three. One that repeats
   * what repeats, as `(a+)+` does, is refused: it could take for ever.
   */
  readonly text?: string | undefined
  /** The name of the tool whose output came; `*` for any. */
  readonly toolOutput?: string | undefined
  /** How long the user spoke, in milliseconds; a typed turn never fits. */
  readonly minMs?: number | undefined
  readonly maxMs?: number | undefined
  /** What asked for the answer. */
  readonly event?: AskedBy | undefined
}

/**
 * One answer and when it is given. Words in it may hold `{{text}}`, `{{match.1}}`, `{{tool.field}}`
 * and `{{turn}}`: see `Blanks`.
 */
export interface ScenarioTurn {
  readonly when?: When | undefined
  /** The words that a spoken turn is taken to hold: they go into its transcript. */
  readonly heard?: string | undefined
  readonly reply: readonly ReplyPart[]
  /** How often it may be used on one line. Default without end. */
  readonly times?: number | undefined
}

/** Settings that the line starts with, in GA words. The client's `session.update` goes before them. */
export interface ScenarioSession {
  readonly voice?: string | undefined
  readonly instructions?: string | undefined
  /** `null` is push to talk. */
  readonly turn_detection?: WireTurnDetection | null | undefined
}

/** A conversation that was written beforehand, as JSON. The first turn that fits is said. */
export interface Scenario {
  /** For editors: `react-realtime-voice/scenario.schema.json`. */
  readonly $schema?: string | undefined
  readonly name: string
  /** For whoever chooses one. */
  readonly description?: string | undefined
  readonly session?: ScenarioSession | undefined
  /** Times real time at which answers are sent; 0 sends at once. Default 4. */
  readonly pace?: number | undefined
  /** How long it thinks before the first sound. Default 0. */
  readonly latency?: { readonly firstAudioMs?: number | undefined } | undefined
  readonly transcription?:
    { readonly delayMs?: number | undefined; readonly fails?: boolean | undefined } | undefined
  /** What goes wrong on its lines: rules, or names such as `close-1011-once`, as `faultsAsked` reads them. */
  readonly faults?: readonly (FaultRule | string)[] | undefined
  readonly turns: readonly ScenarioTurn[]
  /** Who answers when no turn fits. Default `listener`. */
  readonly otherwise?: 'listener' | 'parrot' | undefined
}
