import type { FaultAction, FaultRule } from './FaultRule.ts'
import type { Clock } from '../engine/Clock.ts'
import { FiringLog } from './FiringLog.ts'

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
const MAX_TYPE = 80

export interface FiringsOptions {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: (line: string) => void
}

/** Decides by chance and by count whether a rule fires, and keeps what fired. */
export class Firings {
  readonly #options: FiringsOptions
  readonly #log: FiringLog
  readonly #count = new WeakMap<FaultRule, number>()
  #list: readonly Firing[] = []

  constructor(options: FiringsOptions) {
    this.#options = options
    this.#log = new FiringLog(options.log)
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

  note(happened: Omit<Firing, 'atMs'>): void {
    // A client may call its events what it likes.
    const type = happened.type.slice(0, MAX_TYPE)
    const firing = { ...happened, type, atMs: this.#options.clock.now() }
    this.#list = [...this.#list.slice(1 - MAX_FIRINGS), firing]
    this.#log.tell(firing)
  }

  /** Nothing fires on that line any more. */
  ended(session: string): void {
    this.#log.end(session)
  }
}
