import { systemClock, type Clock } from '../engine/Clock.ts'
import { assertFaultRules } from './checkFaultRule.ts'
import { dice } from './dice.ts'
import type { FaultRule } from './FaultRule.ts'
import { faultsAsked } from './faultsAsked.ts'
import { FaultyLine, type FaultyLineParts } from './FaultyLine.ts'
import { Firings, type Firing } from './Firings.ts'
import { LineRules } from './LineRules.ts'

export interface FaultsOptions {
  readonly rules?: readonly FaultRule[] | undefined
  /** For rules with a `probability`. Default 1. */
  readonly seed?: number | undefined
  /** Told one line for each firing. */
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
  readonly #door: LineRules
  #rules: readonly FaultRule[] = []

  /** @throws {@link SimulatorError} `fault_invalid` */
  constructor({ rules = [], seed = 1, log, clock = systemClock }: FaultsOptions = {}) {
    this.#clock = clock
    this.#firings = new Firings({ clock, random: dice(seed), log: log ?? (() => undefined) })
    this.#door = this.#rulesOf(null, [])
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
   * Rules for all lines, those that are open too.
   *
   * @returns Takes them back.
   * @throws {@link SimulatorError} `fault_invalid`
   */
  add(rules: FaultRule | readonly FaultRule[]): () => void {
    const list = 'on' in rules ? [rules] : rules
    assertFaultRules(list)
    // Copies: what has fired is counted for each, and the same rule may be added twice.
    const added = list.map((rule) => ({ ...rule }))
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
   * The rules that an address or a credential asks for in text, as {@link faultsAsked} reads it. The
   * same text gives the same rules, so that what fires once has fired for all that ask so: a client
   * that comes back with the same address then finds the line whole.
   *
   * @throws {@link SimulatorError} `fault_invalid`
   */
  asked(text: string): readonly FaultRule[] {
    const known = this.#asked.get(text)
    if (known) return known
    const rules = faultsAsked(text)
    if (this.#asked.size >= MAX_ASKED) this.#asked.clear()
    this.#asked.set(text, rules)
    return rules
  }

  /** What happens to somebody who asks for a line. @param own - What the address or the credential asked for. */
  upgrade(own: readonly FaultRule[] = []): UpgradeFate {
    const event = { type: 'upgrade' }
    let delayMs = 0
    for (const rules of [this.#rulesOf(null, own, []), this.#door])
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
      ended: () => this.#lines.delete(line),
    })
    this.#lines.add(line)
    return line
  }

  #rulesOf(session: string | null, own: readonly FaultRule[], shared?: readonly FaultRule[]) {
    return new LineRules({
      session,
      own,
      shared: () => shared ?? this.#rules,
      firings: this.#firings,
    })
  }
}
