import { isRecord } from '../engine/shape.ts'

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
export const record = must(isRecord, 'must be an object in braces')
export const yes = must((value) => value === true, 'must be true')
export const oneOf = (...words: readonly string[]) =>
  must(
    (value) => words.some((word) => word === value),
    `must be ${words.map((word) => `"${word}"`).join(' or ')}`,
  )

/** Codes that may go over the wire (RFC 6455, section 7.4): 1005, 1006 and 1015 only stand for what did not come. */
const isCloseCode = (code: unknown) =>
  typeof code === 'number' &&
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
    (code >= 3000 && code <= 4999))

// UTF-8 takes at most three bytes for each unit of a string; the frame has room for 123 bytes.
const isReason = (reason: unknown) =>
  typeof reason === 'string' && encodeURIComponent(reason).replace(/%../g, 'x').length <= 123

export const closing: FaultCheck = (value, at) => {
  const parts: readonly unknown[] = Array.isArray(value) ? value : []
  const [code, reason, ...more] = parts
  if (isCloseCode(code) && isReason(reason) && more.length === 0) return []
  const codes = '1000 to 1014 but for 1004, 1005 and 1006, or 3000 to 4999'
  const remedy = `must be [code, "reason"]: a code of ${codes} (for 1006 use terminate), a reason of at most 123 bytes`
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
