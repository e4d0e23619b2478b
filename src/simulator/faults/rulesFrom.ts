import { isRecord } from '../engine/shape.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { checkFaultRule } from './checkFaultRule.ts'
import type { FaultProblem } from './faultChecks.ts'
import type { FaultRule } from './FaultRule.ts'
import { faultsAsked } from './faultsAsked.ts'

/** Why a name cannot be used; `null` when it can. */
function whyNot(name: string): string | null {
  try {
    faultsAsked(name)
    return null
  } catch (error) {
    if (error instanceof SimulatorError) return error.message.replace(/\.$/, '')
    throw error
  }
}

/**
 * What is wrong with a fault from outside, be it a rule or a name; nothing when it can be used.
 *
 * @param at - What it is called in the problems.
 */
export function checkFault(value: unknown, at = 'fault'): readonly FaultProblem[] {
  if (isRecord(value)) return checkFaultRule(value, at)
  if (typeof value !== 'string')
    return [{ at, remedy: 'must be a rule in braces, or the name of a fault such as "odd-bytes"' }]
  const why = whyNot(value)
  return why === null ? [] : [{ at, remedy: `names no fault that can be used: ${why}` }]
}

const toRules = (fault: FaultRule | string): readonly FaultRule[] =>
  typeof fault === 'string' ? faultsAsked(fault) : [fault]

function assertFaults(list: readonly unknown[]): asserts list is readonly (FaultRule | string)[] {
  const problems = list.flatMap((one, index) =>
    checkFault(one, list.length === 1 ? 'rule' : `rules[${index}]`),
  )
  if (problems.length === 0) return
  const text = problems.map(({ at, remedy }) => `${at} ${remedy}`).join('; ')
  throw new SimulatorError('fault_invalid', `The fault cannot be used: ${text}.`)
}

/**
 * The rules that are meant by a rule, by a name as {@link faultsAsked} reads it, or by a list of both.
 *
 * @throws {@link SimulatorError} `fault_invalid`, with every problem, whatever it is given.
 */
export function rulesFrom(given: unknown): readonly FaultRule[] {
  if (typeof given === 'string') return faultsAsked(given)
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  assertFaults(list)
  return list.flatMap(toRules)
}
