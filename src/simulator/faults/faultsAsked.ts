import { nearest } from '../brain/check/nearest.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { assertFew } from './assertFew.ts'
import { assertFaultRules } from './checkFaultRule.ts'
import type { FaultRule } from './FaultRule.ts'
import { faultPresets } from './faultPresets.ts'

const invalid = (message: string, options?: ErrorOptions) =>
  new SimulatorError('fault_invalid', message, options)

const ONCE = '-once'

function nobodyKnows(word: string, name: string): SimulatorError {
  const names = Object.keys(faultPresets)
  const meant = nearest(name, names)
  const slip = meant === null ? '' : ` Did you mean "${meant}"?`
  return invalid(
    `There is no fault named "${word.slice(0, 80)}".${slip} Use one of ${names.join(', ')}, or a rule as JSON.`,
  )
}

function named(word: string): readonly FaultRule[] {
  const isOnce = word.endsWith(ONCE)
  const [, name = word, digits] =
    /^(.*?)(?:-(\d{1,9}))?$/.exec(isOnce ? word.slice(0, -ONCE.length) : word) ?? []
  const preset = Object.hasOwn(faultPresets, name) ? faultPresets[name] : undefined
  // Longer words are no slip, and comparing them takes time.
  if (!preset) throw nobodyKnows(word, name.slice(0, 40))
  if (preset.number === null && digits !== undefined)
    throw invalid(`The fault "${name}" takes no number: write ${name} instead of ${word}.`)
  const rules = preset.rules(digits === undefined ? (preset.number ?? 0) : Number(digits))
  return isOnce ? rules.map((rule) => ({ ...rule, times: 1 })) : rules
}

function fromJson(text: string): readonly FaultRule[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw invalid(`The fault is not JSON: ${why}. In an address, encode it.`, { cause })
  }
  const rules: readonly unknown[] = Array.isArray(value) ? value : [value]
  assertFew(rules)
  assertFaultRules(rules)
  return rules
}

/**
 * The faults that somebody asked for in text: on the command line, behind `?fault=` or in a credential.
 *
 * @param text - Names of {@link faultPresets} with a number if need be, joined by `,` or `+`:
 * `close-1011+odd-bytes`. With `-once` behind it a fault fires a single time, on whichever line
 * comes first. Or a rule, or a list of rules, as JSON.
 * @throws {@link SimulatorError} `fault_invalid`, with what to write instead.
 */
export function faultsAsked(text: string): readonly FaultRule[] {
  // Not everybody who calls it writes TypeScript.
  if (typeof text !== 'string') throw invalid('A fault is asked for in text: give its name.')
  const asked = text.trim()
  if (asked.startsWith('{') || asked.startsWith('[')) return fromJson(asked)
  // An address turns `+` into a space.
  const words = asked.split(/[,+\s]+/).filter((word) => word !== '')
  if (words.length === 0)
    throw invalid(`No fault is named. Use one of ${Object.keys(faultPresets).join(', ')}.`)
  const rules = words.flatMap(named)
  assertFew(rules)
  // A number may be one that its action cannot use, such as a close code of 5.
  assertFaultRules(rules)
  return rules
}
