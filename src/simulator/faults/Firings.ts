import type { FaultAction, FaultRule } from './FaultRule.ts'
import type { Clock } from '../engine/Clock.ts'
import { describeAction } from './describeAction.ts'

/** A fault that happened. */
export interface Firing {
  /** Unix milliseconds. */
  readonly atMs: number
  /** `null` when there was no line yet. */
  readonly session: string | null
  /** `null` for a fault that stands in a scenario's reply. */
  readonly rule: FaultRule | null
  /** The type of the event that it happened to, or `upgrade`, `timer` or `reply`. */
  readonly type: string
  readonly action: FaultAction
}

const MAX_FIRINGS = 1000

export interface FiringsOptions {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: (line: string) => void
}

/** Decides by chance and by count whether a rule fires, and keeps what fired. */
export class Firings {
  readonly #options: FiringsOptions
  readonly #count = new WeakMap<FaultRule, number>()
  #list: readonly Firing[] = []

  constructor(options: FiringsOptions) {
    this.#options = options
  }

  /** The last 1,000, oldest first. */
  get list(): readonly Firing[] {
    return this.#list
  }

  /** @returns Whether it fires; then it is kept and logged. */
  fires(rule: FaultRule, session: string | null, type: string): boolean {
    const count = this.#count.get(rule) ?? 0
    if (count >= (rule.times ?? Infinity)) return false
    // The dice are left alone where nothing hangs on them, so that a rule more does not change the others.
    const { probability = 1 } = rule
    if (probability < 1 && this.#options.random() >= probability) return false
    this.#count.set(rule, count + 1)
    this.note({ session, rule, type, action: rule.do })
    return true
  }

  note(firing: Omit<Firing, 'atMs'>): void {
    const { clock, log } = this.#options
    this.#list = [...this.#list.slice(1 - MAX_FIRINGS), { ...firing, atMs: clock.now() }]
    const where = firing.session === null ? '' : ` on ${firing.session}`
    log(`Fault${where} at ${firing.type}: ${describeAction(firing.action)}.`)
  }
}
