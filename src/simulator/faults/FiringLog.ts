import { describeAction } from './describeAction.ts'
import type { FaultRule } from './FaultRule.ts'
import type { Firing } from './Firings.ts'
import { plain } from './quoted.ts'

/** One rule that fires on one line. */
interface Repeated {
  lastMs: number
  /** Not told yet. */
  untold: number
}

/** What comes later than this after the last is told for itself: somebody may be watching. */
const BURST_MS = 1000

/** Tells what fires; of a rule that fires at one event after the other the first, and then how many more. */
export class FiringLog {
  readonly #log: (line: string) => void
  readonly #lines = new Map<string, Map<FaultRule, Repeated>>()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  tell(firing: Firing): void {
    const { session, rule, atMs } = firing
    // Nothing comes in floods before there is a line, nor in a reply.
    if (session === null || rule === null) return this.#say(firing)
    const rules = this.#lines.get(session) ?? new Map<FaultRule, Repeated>()
    this.#lines.set(session, rules)
    const before = rules.get(rule)
    if (before && atMs - before.lastMs < BURST_MS) {
      before.lastMs = atMs
      before.untold += 1
      return
    }
    this.#count(session)
    rules.set(rule, { lastMs: atMs, untold: 0 })
    this.#say(firing)
  }

  /** The line is gone. */
  end(session: string): void {
    this.#count(session)
    this.#lines.delete(session)
  }

  #say({ session, type, action }: Firing): void {
    const where = session === null ? '' : ` on ${session}`
    this.#log(`Fault${where} at ${plain(type)}: ${describeAction(action)}.`)
  }

  #count(session: string): void {
    for (const [rule, repeated] of this.#lines.get(session) ?? []) {
      if (repeated.untold === 0) continue
      this.#log(`Fault on ${session}, ${repeated.untold} more: ${describeAction(rule.do)}.`)
      repeated.untold = 0
    }
  }
}
