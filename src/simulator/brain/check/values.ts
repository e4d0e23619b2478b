import { lettersFor } from '../lettersFor.ts'
import { isRecord, shown, type Rule } from './Rule.ts'

/** Also the longest pattern that anybody can read. */
const MAX_PATTERN = 300

/** A sentence. A pattern that may see less would miss words in a way that nobody understands. */
const MIN_LETTERS = 100

const quoted = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? `"${value}"` : '"…"'

export const text: Rule = {
  schema: { type: 'string', minLength: 1 },
  check(value, path, report) {
    if (typeof value !== 'string')
      report({
        path,
        what: `must be a text, and is ${shown(value)}`,
        remedy: `Put it in quotes: ${quoted(value)}`,
      })
    else if (value === '')
      report({ path, what: 'is an empty text', remedy: 'Write something, or leave it out' })
  },
}

export const boolean: Rule = {
  schema: { type: 'boolean' },
  check(value, path, report) {
    if (typeof value === 'boolean') return
    const what = `must be true or false, and is ${shown(value)}`
    report({ path, what, remedy: 'Write true or false, with no quotes' })
  },
}

export const only = (allowed: true): Rule => ({
  schema: { const: allowed },
  check(value, path, report) {
    if (value === allowed) return
    const what = `can only be ${allowed}, and is ${shown(value)}`
    report({ path, what, remedy: `Write ${allowed}, or leave it out` })
  },
})

export const choice = (...allowed: readonly string[]): Rule => ({
  schema: { enum: allowed },
  check(value, path, report) {
    if (typeof value === 'string' && allowed.includes(value)) return
    const list = allowed.map((one) => `"${one}"`).join(', ')
    report({ path, what: `is ${shown(value)}`, remedy: `Use one of ${list}` })
  },
})

interface Range {
  readonly min: number
  readonly max: number
  readonly kind?: 'integer' | 'number'
  /** Such as "milliseconds". */
  readonly of?: string
}

export const number = ({ min, max, kind = 'number', of }: Range): Rule => ({
  schema: { type: kind, minimum: min, ...(max < Infinity && { maximum: max }) },
  check(value, path, report) {
    const isOne = kind === 'integer' ? Number.isInteger(value) : typeof value === 'number'
    if (isOne && Number(value) >= min && Number(value) <= max) return
    const unit = of === undefined ? '' : ` of ${of}`
    const range = max < Infinity ? `from ${min} to ${max}` : `from ${min}`
    const what = `must be a ${kind === 'integer' ? 'whole ' : ''}number${unit}, ${range}, and is ${shown(value)}`
    const isQuoted = typeof value === 'string' && value.trim() !== '' && !isNaN(Number(value))
    const remedy = isQuoted ? `Take away the quotes: ${value}` : `Write a number ${range}`
    report({ path, what, remedy })
  },
})

/** Ten minutes: no conversation waits longer. */
export const milliseconds = number({ min: 0, max: 600_000, of: 'milliseconds' })

/** How patterns are read here. */
export const toPattern = (source: string): RegExp => new RegExp(source, 'iu')

export const pattern: Rule = {
  schema: { type: 'string', format: 'regex', minLength: 1, maxLength: MAX_PATTERN },
  check(value, path, report) {
    const found = (what: string, remedy: string) => report({ path, what, remedy })
    if (typeof value !== 'string' || value === '') return text.check(value, path, report)
    if (value.length > MAX_PATTERN)
      return found(
        `is ${value.length} letters long`,
        `Use at most ${MAX_PATTERN}, or several turns with a pattern each`,
      )
    if (value.includes('\b'))
      return found(
        'holds a backspace, which is what \\b means in JSON',
        'Write the edge of a word as \\\\b',
      )
    try {
      toPattern(value)
      if (lettersFor(value) < MIN_LETTERS)
        found(
          'may take for ever on words that nearly fit',
          'Repeat no group that holds *, +, ? or { } itself, or alternatives that begin alike: for (\\\\w+ )+ write [\\\\w ]+. And use no more than three of * and +',
        )
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^.*: /s, '') : ''
      found(
        `must be a regular expression (${why})`,
        'Put \\\\ before a sign that is meant as itself',
      )
    }
  },
}

export const record: Rule = {
  schema: { type: 'object' },
  check(value, path, report) {
    if (isRecord(value)) return
    const what = `must be an object, and is ${shown(value)}`
    report({ path, what, remedy: 'Put its fields in braces: { }' })
  },
}
