/** One thing that is wrong with a scenario. */
export interface ScenarioProblem {
  /** Both from 1; `null` when it was no text but an object. */
  readonly line: number | null
  readonly column: number | null
  /** Such as `turns[1].reply[0].say`; empty for the whole. */
  readonly path: string
  /** Follows the place. */
  readonly what: string
  readonly remedy: string
}
