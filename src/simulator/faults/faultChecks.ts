import { isRecord } from '../engine/shape.ts'
import { CLOSE_CODES, isCloseCode, isCloseReason, MAX_REASON_BYTES } from './isCloseCode.ts'

/** One thing that cannot be used; read as a sentence: `rule.on.nth must be a whole number`. */
export interface FaultProblem {
  readonly at: string
  readonly remedy: string
}

export type FaultCheck = (value: unknown, at: string) => readonly FaultProblem[]

const must =
  (isRight: (value: unknown) => boolean, remedy: string): FaultCheck =>
  (value, at) =>
    isRight(value) ? [] : [{ at, remedy }]

export const numberIn = (min: number, max: number, kind: 'whole' | 'any' = 'any') =>
  must(
    (value) =>
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      (kind === 'any' || Number.isInteger(value)),
    `must be a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}`,
  )

/** Ten minutes at most: all that waits is in memory. */
export const ms = numberIn(0, 600_000)
export const count = numberIn(1, 1_000_000, 'whole')
export const text = must((value) => typeof value === 'string', 'must be a text in quotes')
export const textOrNull = must(
  (value) => value === null || typeof value === 'string',
  'must be a text in quotes, or null',
)
export const pattern = must(
  (value) => typeof value === 'string' && /^[\w.*-]{1,100}$/.test(value),
  'must be an event type such as "response.done", with * for any letters',
)

/** Far below where `JSON.stringify` gives up, and above all that a service says. */
const MAX_DEPTH = 50
const isWithin = (depth: number, value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((one) => isWithin(depth - 1, one)))

export const shallow = must(
  (value) => isWithin(MAX_DEPTH, value),
  `must not be nested more than ${MAX_DEPTH} deep`,
)
export const record: FaultCheck = (value, at) =>
  isRecord(value) ? shallow(value, at) : [{ at, remedy: 'must be an object in braces' }]
export const yes = must((value) => value === true, 'must be true')
export const oneOf = (...words: readonly string[]) =>
  must(
    (value) => words.some((word) => word === value),
    `must be ${words.map((word) => `"${word}"`).join(' or ')}`,
  )

export const closing: FaultCheck = (value, at) => {
  const parts: readonly unknown[] = Array.isArray(value) ? value : []
  const [code, reason, ...more] = parts
  if (isCloseCode(code) && isCloseReason(reason) && more.length === 0) return []
  const remedy = `must be [code, "reason"]: a code of ${CLOSE_CODES} (for 1006 use terminate), a reason of at most ${MAX_REASON_BYTES} bytes`
  return [{ at, remedy }]
}

/** An object with these fields and no others. */
export const fieldsOf =
  (checks: Readonly<Record<string, FaultCheck>>, required: readonly string[]): FaultCheck =>
  (value, at) => {
    if (!isRecord(value)) return record(value, at)
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name) => ({ at: `${at}.${name}`, remedy: 'is missing' }))
    const given = Object.entries(value).filter(([, field]) => field !== undefined)
    const wrong = given.flatMap(([name, field]) => {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined
      const known = Object.keys(checks).join(', ')
      return check
        ? check(field, `${at}.${name}`)
        : [{ at: `${at}.${name}`, remedy: `is not known: use ${known}` }]
    })
    return [...missing, ...wrong]
  }
