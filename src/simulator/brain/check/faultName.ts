import { faultPresets } from '../../faults/faultPresets.ts'
import { faultsAsked } from '../../faults/faultsAsked.ts'
import { SimulatorError } from '../../SimulatorError.ts'
import type { Rule } from './Rule.ts'

const names = Object.keys(faultPresets)
const numbered = names.filter((name) => faultPresets[name]?.number !== null)
const others = names.filter((name) => !numbered.includes(name))
const one = `(?:(?:${numbered.join('|')})(?:-\\d{1,9})?|${others.join('|')})(?:-once)?`

/** What is wrong with it, in two pieces; `null` when nothing is. */
function whyNot(name: string): readonly [what: string, remedy: string] | null {
  // As a rule in quotes it would have neither a line of its own nor a schema.
  if (/^\s*[{[]/.test(name))
    return ['is a rule written as text', 'Write the rule with no quotes around it']
  try {
    faultsAsked(name)
    return null
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error
    const why = error.message.replace(/^The fault cannot be used: /, '').replace(/\.$/, '')
    const [problem = '', remedy = 'Write another'] = why.split(/[.:] (.*)/s)
    return [
      `cannot be used: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}`,
      `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`,
    ]
  }
}

/** A fault with a name, as `faultsAsked` reads it. */
export const faultName: Rule = {
  schema: {
    description: 'The name of a fault, with its number: close-1011. With -once it fires one time.',
    // The names alone, for editors to offer.
    anyOf: [{ enum: names }, { type: 'string', pattern: `^${one}(?:[,+\\s]+${one})*$` }],
  },
  check(value, path, report) {
    const why = whyNot(String(value))
    if (why !== null) report({ path, what: why[0], remedy: why[1] })
  },
}
