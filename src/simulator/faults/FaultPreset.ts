import type { FaultRule } from './FaultRule.ts'

/** A fault with a name, as it is written by hand: `close-1011`, `refuse-429`. */
export interface FaultPreset {
  /** What goes wrong, for people; `N` is the number behind the name. */
  readonly description: string
  /** What `N` is when it is left out; `null` when there is none to give. */
  readonly number: number | null
  readonly rules: (number: number) => readonly FaultRule[]
}

/** A row of the tables: most faults are one rule. */
export const preset = (
  description: string,
  number: number | null,
  rules: (number: number) => FaultRule | readonly FaultRule[],
): FaultPreset => ({
  description,
  number,
  rules: (asked) => {
    const made = rules(asked)
    return 'on' in made ? [made] : made
  },
})
