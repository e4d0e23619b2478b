import type { FaultRule, FaultTrigger } from './FaultRule.ts'
import type { Firings } from './Firings.ts'
import { fits, fitsPattern } from './fits.ts'

export interface LineRulesOptions {
  /** `null` before there is one. */
  readonly session: string | null
  /** The rules of all lines as they are now. */
  readonly shared: () => readonly FaultRule[]
  readonly own: readonly FaultRule[]
  readonly firings: Firings
  /** How often each was met; given where several count together. */
  readonly met?: WeakMap<FaultRule, number> | undefined
}

/** Which rules fire on one line, and what is counted for that. */
export class LineRules {
  readonly #options: LineRulesOptions
  readonly #met: WeakMap<FaultRule, number>
  readonly #awake = new WeakSet<FaultRule>()
  #own: readonly FaultRule[]

  constructor(options: LineRulesOptions) {
    this.#options = options
    this.#own = options.own
    this.#met = options.met ?? new WeakMap<FaultRule, number>()
  }

  /** A fault for what comes next. */
  add(rule: FaultRule): void {
    this.#own = [...this.#own, rule]
  }

  /** Those of one direction, this line's own first. */
  of(dir: FaultTrigger['dir']): readonly FaultRule[] {
    const { session } = this.#options
    return this.#all().filter(
      (rule) => rule.on.dir === dir && (rule.session ?? session) === session,
    )
  }

  watches(dir: FaultTrigger['dir']): boolean {
    // `after` looks both ways.
    return this.#all().some(({ on }) => on.dir === dir || on.after !== undefined)
  }

  /**
   * The rules that fire at an event, one after the other: whoever stops asking spares the rest.
   * They have counted the event all the same.
   */
  firing(dir: 'in' | 'out' | 'upgrade', event: { readonly type: string }): Iterable<FaultRule> {
    const ready = this.of(dir).filter((rule) => this.#counts(rule, event))
    for (const rule of this.#all())
      if (rule.on.after !== undefined && fitsPattern(rule.on.after, event.type))
        this.#awake.add(rule)
    return this.#among(ready, event.type)
  }

  /** A `timer` rule whose time has come; it may have been taken back since. */
  fires(rule: FaultRule): boolean {
    const { firings, session } = this.#options
    return this.of('timer').includes(rule) && firings.fires(rule, session, 'timer')
  }

  #all(): readonly FaultRule[] {
    return [...this.#own, ...this.#options.shared()]
  }

  *#among(rules: readonly FaultRule[], type: string): Iterable<FaultRule> {
    const { firings, session } = this.#options
    for (const rule of rules) if (firings.fires(rule, session, type)) yield rule
  }

  #counts(rule: FaultRule, event: { readonly type: string }): boolean {
    const { after, nth } = rule.on
    if (after !== undefined && !this.#awake.has(rule)) return false
    if (!fits(rule.on, event)) return false
    const met = (this.#met.get(rule) ?? 0) + 1
    this.#met.set(rule, met)
    return nth === undefined || met === nth
  }
}
