import { excerpt } from './excerpt.ts'
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
      : excerpt(value)

const invalid = (value: unknown, path: string, expected: string) =>
  new Refusal(
    'invalid_value',
    `Invalid '${path}': expected ${expected}, but got ${shown(value)} instead.`,
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

const missing = (path: string) =>
  new Refusal('missing_required_parameter', `Missing required parameter: '${path}'.`, path)

/** For a name that the service does not have, though the engine has. */
export const unknownParameter: Check = (_value, path) => {
  throw new Refusal('unknown_parameter', `Unknown parameter: '${path}'.`, path)
}

type Fields = Readonly<Record<string, Check>>

const fieldsOf =
  (fields: Fields, required: readonly string[], other: Check): Check =>
  (value, path) => {
    if (!isRecord(value)) throw invalid(value, path, 'an object')
    for (const name of required) if (value[name] === undefined) throw missing(`${path}.${name}`)
    for (const [name, field] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (check) check(field, `${path}.${name}`)
      else other(field, `${path}.${name}`)
    }
  }

/** An object with these fields, all optional, and no others: one that is unknown refuses the whole, as GA does. */
export const object = (fields: Fields, required: readonly string[] = []): Check =>
  fieldsOf(fields, required, unknownParameter)

/** An object that may have fields besides these, as Voice Live lets through what it does not know. */
export const openObject = (fields: Fields, required: readonly string[] = []): Check =>
  fieldsOf(fields, required, anything)

/** An object whose `type` says what else it may have. */
export const byType =
  (kinds: Fields): Check =>
  (value, path) => {
    if (!isRecord(value)) throw invalid(value, path, 'an object')
    const { type } = value
    if (type === undefined) throw missing(`${path}.type`)
    oneOf(...Object.keys(kinds))(type, `${path}.type`)
    if (typeof type === 'string') kinds[type]?.(value, path)
  }
