import { isRecord } from '../engine/shape.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { checkEventPattern } from './checkEventPattern.ts'
import { checkFaultAction } from './checkFaultAction.ts'
import type { FaultRule } from './FaultRule.ts'
import {
  count,
  fieldsOf,
  ms,
  numberIn,
  oneOf,
  pattern,
  record,
  text,
  type FaultProblem,
} from './faultChecks.ts'

const DIRS = ['out', 'in', 'upgrade', 'timer'] as const

const trigger = fieldsOf(
  { dir: oneOf(...DIRS), type: pattern, where: record, after: pattern, nth: count, atMs: ms },
  ['dir'],
)

/** Fields of a trigger that say something only in some directions. */
const MEANT_FOR: Readonly<Record<string, readonly string[]>> = {
  type: ['out', 'in'],
  where: ['out', 'in'],
  after: ['out', 'in'],
  nth: ['out', 'in', 'upgrade'],
  atMs: ['timer'],
}

/** Patterns that are right in themselves may still fit nothing. */
function unheardOf(on: Readonly<Record<string, unknown>>, dir: string, at: string) {
  if (dir !== 'out' && dir !== 'in') return []
  const { type, after } = on
  return [
    ...(typeof type === 'string' ? checkEventPattern(type, `${at}.type`, [dir]) : []),
    ...(typeof after === 'string' ? checkEventPattern(after, `${at}.after`, ['out', 'in']) : []),
  ]
}

const rule = fieldsOf(
  { on: trigger, do: record, times: count, session: text, probability: numberIn(0, 1) },
  ['on', 'do'],
)

/**
 * What is wrong with a fault rule that came from outside; nothing when it can be used.
 *
 * @param at - What the rule is called in the problems.
 */
export function checkFaultRule(value: unknown, at = 'rule'): readonly FaultProblem[] {
  const problems = rule(value, at)
  if (problems.length > 0 || !isRecord(value)) return problems
  const on = isRecord(value['on']) ? value['on'] : {}
  const dir = DIRS.find((one) => one === on['dir']) ?? 'out'
  const senseless = Object.entries(on)
    .filter(([name, field]) => field !== undefined && MEANT_FOR[name]?.includes(dir) === false)
    .map(([name]) => ({
      at: `${at}.on.${name}`,
      remedy: `means nothing for "${dir}": leave it out`,
    }))
  const untimed =
    dir === 'timer' && on['atMs'] === undefined
      ? [
          {
            at: `${at}.on.atMs`,
            remedy: 'is missing: say how many milliseconds after the line was opened',
          },
        ]
      : []
  const early =
    dir === 'upgrade' && value['session'] !== undefined
      ? [{ at: `${at}.session`, remedy: 'cannot be known before the line is open: leave it out' }]
      : []
  return [
    ...[...senseless, ...untimed, ...early, ...unheardOf(on, dir, `${at}.on`)],
    ...checkFaultAction(value['do'], `${at}.do`, dir),
  ]
}

/** @throws {@link SimulatorError} `fault_invalid`, with every problem. */
export function assertFaultRules(rules: readonly unknown[]): asserts rules is readonly FaultRule[] {
  const problems = rules.flatMap((one, index) =>
    checkFaultRule(one, rules.length === 1 ? 'rule' : `rules[${index}]`),
  )
  if (problems.length === 0) return
  const list = problems.map(({ at, remedy }) => `${at} ${remedy}`).join('; ')
  throw new SimulatorError('fault_invalid', `The fault cannot be used: ${list}.`)
}
