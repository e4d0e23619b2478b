import { checkFaultAction } from '../../faults/checkFaultAction.ts'
import type { FaultRule } from '../../faults/FaultRule.ts'
import { faultsAsked } from '../../faults/faultsAsked.ts'
import { SimulatorError } from '../../SimulatorError.ts'
import { isRecord, type Rule } from './Rule.ts'

/** Longer ones are pointed at instead of shown. */
const MAX_SHOWN = 200

function rulesNamed(name: string): readonly FaultRule[] {
  try {
    return faultsAsked(name)
  } catch (error) {
    if (error instanceof SimulatorError) return []
    throw error
  }
}

const fitsReply = (action: unknown) => checkFaultAction(action, '', 'reply').length === 0

function shownAction(action: unknown): string {
  const text = JSON.stringify(action)
  return text.length > MAX_SHOWN ? 'Write what stands behind "do" alone' : `Write "fault": ${text}`
}

function remedyForName(name: string, rules: readonly FaultRule[]): string {
  const [rule, ...more] = rules
  // What is done on the way in, or before there is a line, is another thing inside of an answer.
  const isHere = rule?.on.dir === 'out' || rule?.on.dir === 'timer'
  return isHere && more.length === 0 && fitsReply(rule.do)
    ? shownAction(rule.do)
    : `Put ${JSON.stringify(name)} among the "faults" of the scenario`
}

function remedyForRule(action: unknown): string {
  if (action === undefined) return 'Write "fault": {"terminate":true}, or another action'
  return fitsReply(action)
    ? shownAction(action)
    : 'Put the rule among the "faults" of the scenario, or write another action here'
}

/** A rule for actions that tells what to write to those who gave a whole fault, or its name. */
export const wholeFaultsRefused = (action: Rule): Rule => ({
  schema: action.schema,
  check(value, path, report) {
    if (typeof value === 'string') {
      const rules = rulesNamed(value)
      if (rules.length === 0) return action.check(value, path, report)
      const what = 'is the name of a whole fault, and in a reply only the action stands'
      return report({ path, what, remedy: remedyForName(value, rules) })
    }
    if (!isRecord(value) || !('on' in value || 'do' in value))
      return action.check(value, path, report)
    const what = 'is a whole fault rule, and in a reply only the action stands'
    report({ path, what, remedy: remedyForRule(value['do']) })
  },
})
