import { SimulatorError } from '../SimulatorError.ts'
import type { Scenario } from './Scenario.ts'

type Rule = (value: unknown, at: string) => void

const wrong = (at: string, remedy: string) =>
  new SimulatorError('scenario_invalid', `The scenario cannot be used: ${at} ${remedy}.`)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text: Rule = (value, at) => {
  if (typeof value !== 'string') throw wrong(at, 'must be a text in quotes')
}
const ms: Rule = (value, at) => {
  if (typeof value !== 'number' || !(value >= 0))
    throw wrong(at, 'must be a number of milliseconds, 0 or more')
}
const pattern: Rule = (value, at) => {
  text(value, at)
  try {
    new RegExp(String(value))
  } catch {
    throw wrong(at, 'must be a regular expression: put \\\\ before a sign that is meant as itself')
  }
}
const fields =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value, at) => {
    if (!isRecord(value)) throw wrong(at, 'must be an object in braces')
    for (const [name, field] of Object.entries(value)) {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
      if (!rule) throw wrong(`${at}.${name}`, `is not known: use ${Object.keys(rules).join(', ')}`)
      rule(field, `${at}.${name}`)
    }
  }
const list =
  (rule: Rule): Rule =>
  (value, at) => {
    if (!Array.isArray(value)) throw wrong(at, 'must be a list in square brackets')
    value.forEach((one, index) => rule(one, `${at}[${index}]`))
  }

const part = fields({
  say: text,
  voice: text,
  text,
  clip: text,
  says: text,
  delay: ms,
  echo: (value, at) => {
    if (value !== true) throw wrong(at, 'must be true, or be left out')
  },
})

const oneThing: Rule = (value, at) => {
  part(value, at)
  const given = ['say', 'text', 'echo', 'clip', 'delay'].filter(
    (name) => isRecord(value) && name in value,
  )
  if (given.length !== 1)
    throw wrong(at, 'must hold exactly one of say, text, echo, clip and delay')
}

const turn: Rule = (value, at) => {
  fields({
    when: fields({
      turn: (index, place) => {
        if (!Number.isInteger(index) || Number(index) < 0)
          throw wrong(place, 'must be a whole number, 0 for the first turn')
      },
      text: pattern,
      toolOutput: text,
      minMs: ms,
      maxMs: ms,
    }),
    heard: text,
    reply: list(oneThing),
  })(value, at)
  if (!isRecord(value) || value['reply'] === undefined)
    throw wrong(`${at}.reply`, 'is missing: say what is answered')
}

const whole = fields({
  name: text,
  turns: list(turn),
  otherwise: (value, at) => {
    if (value !== 'listener' && value !== 'parrot')
      throw wrong(at, 'must be "listener" or "parrot"')
  },
})

function assertScenario(value: unknown): asserts value is Scenario {
  whole(value, 'scenario')
  for (const name of ['name', 'turns'])
    if (!isRecord(value) || value[name] === undefined) throw wrong(`scenario.${name}`, 'is missing')
}

/**
 * Checks a scenario that came from outside: JSON text, or what was read from it.
 *
 * @throws {@link SimulatorError} `scenario_invalid`, naming the place and what to write there.
 */
export function parseScenario(source: unknown): Scenario {
  let value = source
  if (typeof source === 'string') {
    try {
      value = JSON.parse(source)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'a bracket or comma is missing'
      throw new SimulatorError('scenario_invalid', `The scenario is not JSON: ${why}.`, { cause })
    }
  }
  assertScenario(value)
  return value
}
