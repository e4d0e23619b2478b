import { Refusal } from './Refusal.ts'

/** Throws a {@link Refusal} that names the place, as `session.audio.output.speed`. */
export type Check = (value: unknown, path: string) => void

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown) =>
  typeof value === 'string'
    ? `'${value.slice(0, 60)}'`
    : value === undefined
      ? 'nothing'
      : JSON.stringify(value)

const invalid = (value: unknown, path: string, expected: string) =>
  new Refusal(
    'invalid_value',
    `Invalid '${path}': expected ${expected}, but got ${shown(value).slice(0, 80)} instead.`,
    path,
  )

export const anything: Check = () => undefined

export const text: Check = (value, path) => {
  if (typeof value !== 'string') throw invalid(value, path, 'a string')
}

export const boolean: Check = (value, path) => {
  if (typeof value !== 'boolean') throw invalid(value, path, 'a boolean')
}

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, path) => {
    if (allowed.includes(value)) return
    const list = allowed.map(shown).join(', ')
    throw new Refusal(
      'invalid_value',
      `Invalid value: ${shown(value)}. Supported values are: ${list}.`,
      path,
    )
  }

export const number =
  (min: number, max: number, kind: 'integer' | 'decimal' = 'decimal'): Check =>
  (value, path) => {
    const isOne = typeof value === 'number' && (kind === 'integer' ? Number.isInteger(value) : true)
    if (isOne && value >= min && value <= max) return
    const upTo = max === Infinity ? `at least ${min}` : `between ${min} and ${max}`
    throw invalid(value, path, `${kind === 'integer' ? 'an integer' : 'a number'} ${upTo}`)
  }

export const nullable =
  (check: Check): Check =>
  (value, path) => {
    if (value !== null) check(value, path)
  }

export const list =
  (each: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) throw invalid(value, path, 'an array')
    value.forEach((one, index) => each(one, `${path}[${index}]`))
  }

/** The first check when the value is an object, the second when it is anything else. */
export const objectOr =
  (object: Check, other: Check): Check =>
  (value, path) =>
    (isRecord(value) ? object : other)(value, path)

/** An object with these fields, all optional, and no others: one that is unknown refuses the whole, as GA does. */
export const object =
  (fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isRecord(value)) throw invalid(value, path, 'an object')
    for (const name of required)
      if (value[name] === undefined)
        throw new Refusal(
          'missing_required_parameter',
          `Missing required parameter: '${path}.${name}'.`,
          `${path}.${name}`,
        )
    for (const [name, field] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (!check)
        throw new Refusal(
          'unknown_parameter',
          `Unknown parameter: '${path}.${name}'.`,
          `${path}.${name}`,
        )
      check(field, `${path}.${name}`)
    }
  }
