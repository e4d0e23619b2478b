import { systemClock, type Clock } from '../engine/Clock.ts'
import { dice } from './dice.ts'
import type { FaultRule } from './FaultRule.ts'
import { FaultyLine, type FaultyLineParts } from './FaultyLine.ts'
import { Firings, type Firing } from './Firings.ts'
import { LineRules } from './LineRules.ts'
import { rulesFrom } from './rulesFrom.ts'

export interface FaultsOptions {
  /** Or names of faults, as {@link faultsAsked} reads them. */
  readonly rules?: readonly (FaultRule | string)[] | undefined
  /** For rules with a `probability`. Default 1. */
  readonly seed?: number | undefined
  /** Told one line for each firing; when a rule fires over and over, one for the first and one that counts the rest. */
  readonly log?: ((line: string) => void) | undefined
  readonly clock?: Clock | undefined
}

export interface LineWithFaults extends Pick<FaultyLineParts, 'carrier' | 'session'> {
  /** Rules of this line alone. */
  readonly rules?: readonly FaultRule[] | undefined
  readonly clock?: Clock | undefined
}

/** What becomes of somebody who wants a line; `hang` never answers. */
export type UpgradeFate = { readonly delayMs: number } & (
  | { readonly type: 'pass' | 'terminate' | 'hang' }
  | { readonly type: 'refuse'; readonly status: number }
)

/** Different texts that are remembered, long as they may be. */
const MAX_ASKED = 100

/** All that shall go wrong in one simulator, and all that did. */
export class Faults {
  readonly #clock: Clock
  readonly #firings: Firings
  readonly #lines = new Set<FaultyLine>()
  readonly #asked = new Map<string, readonly FaultRule[]>()
  /** How often each rule was met at the door, by whoever came. */
  readonly #metAtDoor = new WeakMap<FaultRule, number>()
  #rules: readonly FaultRule[] = []

  /** @throws {@link SimulatorError} `fault_invalid` */
  constructor({ rules = [], seed = 1, log, clock = systemClock }: FaultsOptions = {}) {
    this.#clock = clock
    this.#firings = new Firings({ clock, random: dice(seed), log: log ?? (() => undefined) })
    this.add(rules)
  }

  get rules(): readonly FaultRule[] {
    return this.#rules
  }

  /** The last 1,000, oldest first. */
  get firings(): readonly Firing[] {
    return this.#firings.list
  }

  /**
   * Rules for all lines, those that are open too: a rule, a name as {@link faultsAsked} reads it, or a list of both.
   *
   * @returns Takes them back.
   * @throws {@link SimulatorError} `fault_invalid`
   */
  add(rules: FaultRule | string | readonly (FaultRule | string)[]): () => void {
    // Copies: what has fired is counted for each, and the same rule may be added twice.
    const added = rulesFrom(rules).map((rule) => ({ ...rule }))
    this.#rules = [...this.#rules, ...added]
    for (const line of this.#lines) line.startTimers(added.filter(({ on }) => on.dir === 'timer'))
    return () => {
      this.#rules = this.#rules.filter((rule) => !added.includes(rule))
    }
  }

  /** Takes all back, and forgets what has fired once for those who asked. `firings` stays. */
  clear(): void {
    this.#rules = []
    this.#asked.clear()
  }

  /**
   * The rules that a scenario, an address or a credential asks for, as {@link faultsAsked} reads their
   * names. The same text gives the same rules, so that what fires once has fired for all that ask
   * so: a client that comes back with the same address then finds the line whole.
   *
   * @throws {@link SimulatorError} `fault_invalid`
   */
  asked(fault: FaultRule | string): readonly FaultRule[] {
    return typeof fault === 'string' ? this.#askedIn(fault) : rulesFrom(fault)
  }

  /** What happens to somebody who asks for a line. @param own - What the address or the credential asked for. */
  upgrade(own: readonly FaultRule[] = []): UpgradeFate {
    const event = { type: 'upgrade' }
    let delayMs = 0
    const rules = this.#rulesOf(null, own, this.#metAtDoor)
    for (const { do: action } of rules.firing('upgrade', event)) {
      if ('delayMs' in action) delayMs += action.delayMs
      if ('drop' in action) return { type: 'hang', delayMs }
      if ('terminate' in action) return { type: 'terminate', delayMs }
      if ('status' in action) return { type: 'refuse', status: action.status, delayMs }
    }
    return { type: 'pass', delayMs }
  }

  /** Puts itself between a session and what carries its frames. The line counts as opened now. */
  forLine({ carrier, session, rules = [], clock = this.#clock }: LineWithFaults): FaultyLine {
    const line = new FaultyLine({
      carrier,
      session,
      clock,
      rules: this.#rulesOf(session.id, rules),
      firings: this.#firings,
      ended: () => {
        this.#lines.delete(line)
        this.#firings.ended(session.id)
      },
    })
    this.#lines.add(line)
    return line
  }

  #askedIn(text: string): readonly FaultRule[] {
    const known = this.#asked.get(text)
    if (known) return known
    const rules = rulesFrom(text)
    if (this.#asked.size >= MAX_ASKED) this.#asked.clear()
    this.#asked.set(text, rules)
    return rules
  }

  #rulesOf(
    session: string | null,
    own: readonly FaultRule[],
    met?: WeakMap<FaultRule, number>,
  ): LineRules {
    return new LineRules({ session, own, shared: () => this.#rules, firings: this.#firings, met })
  }
}
