import { nearest } from './nearest.ts'
import type { Path } from './readJson.ts'
import { isRecord, shown, type Report, type Rule } from './Rule.ts'
import { record } from './values.ts'

/** A field that cannot be left out. */
export interface Needed {
  readonly needed: Rule
}

export const needed = (rule: Rule): Needed => ({ needed: rule })

/** Rules for all fields of a type, so that the compiler misses one that is left out, or is not {@link needed} and should be. */
export type FieldsOf<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Rule : Needed
}

export interface Ties {
  /** Of these names exactly one must be there. */
  readonly oneOf?: readonly string[]
  /** Names that mean something only beside another. */
  readonly beside?: Readonly<Record<string, string>>
}

/** In code a field may be given as undefined, which is as good as left out. */
const namesIn = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(value).filter((name) => value[name] !== undefined)

const ruleOf = (field: Rule | Needed): Rule => ('needed' in field ? field.needed : field)

export function object<T>(fields: FieldsOf<T>, ties: Ties = {}): Rule {
  const all = Object.entries<Rule | Needed>(fields)
  const rules: Readonly<Record<string, Rule>> = Object.fromEntries(
    all.map(([name, field]) => [name, ruleOf(field)]),
  )
  const required = all.flatMap(([name, field]) => ('needed' in field ? [name] : []))
  const { oneOf = [], beside = {} } = ties
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(all.map(([name, field]) => [name, ruleOf(field).schema])),
      additionalProperties: false,
      ...(required.length > 0 && { required }),
      ...(oneOf.length > 0 && { oneOf: oneOf.map((name) => ({ required: [name] })) }),
      ...(Object.keys(beside).length > 0 && {
        dependentRequired: Object.fromEntries(
          Object.entries(beside).map(([name, other]) => [name, [other]]),
        ),
      }),
    },
    check(value, path, report) {
      if (!isRecord(value)) return record.check(value, path, report)
      const names = namesIn(value)
      for (const name of names) {
        const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
        if (rule) rule.check(value[name], [...path, name], report)
        else unknown(name, Object.keys(rules), path, report)
      }
      for (const name of required)
        if (!names.includes(name))
          report({ path, what: `has no "${name}"`, remedy: `Add "${name}"` })
      atOnce(names, ties, path, report)
      // A name that is not known may be the one that is missing.
      if (names.every((name) => Object.hasOwn(rules, name))) missing(names, ties, path, report)
    },
  }
}

function unknown(name: string, known: readonly string[], path: Path, report: Report): void {
  const meant = nearest(name, known)
  const list = `Known here: ${known.join(', ')}`
  const remedy = meant === null ? list : `Did you mean "${meant}"? ${list}`
  report({ path: [...path, name], what: 'is not known', remedy, isName: true })
}

function atOnce(names: readonly string[], { oneOf = [] }: Ties, path: Path, report: Report): void {
  const given = oneOf.filter((name) => names.includes(name))
  if (given.length < 2) return
  const what = `holds ${given.join(' and ')} at once`
  report({ path, what, remedy: `Give exactly one of ${oneOf.join(', ')}` })
}

function missing(
  names: readonly string[],
  { oneOf = [], beside = {} }: Ties,
  path: Path,
  report: Report,
): void {
  if (oneOf.length > 0 && !oneOf.some((name) => names.includes(name)))
    report({ path, what: 'does nothing', remedy: `Give exactly one of ${oneOf.join(', ')}` })
  for (const [name, other] of Object.entries(beside))
    if (names.includes(name) && !names.includes(other))
      report({
        path: [...path, name],
        what: `means nothing without "${other}"`,
        remedy: `Add "${other}", or remove "${name}"`,
        isName: true,
      })
}

export const list = (each: Rule): Rule => ({
  schema: { type: 'array', items: each.schema },
  check(value, path, report) {
    if (Array.isArray(value))
      return value.forEach((one, index) => each.check(one, [...path, index], report))
    const what = `must be a list, and is ${shown(value)}`
    report({ path, what, remedy: 'Put it in square brackets: [ ]' })
  },
})

/** A list whose places have a meaning each. */
export const tuple = (...places: readonly Rule[]): Rule => ({
  schema: {
    type: 'array',
    prefixItems: places.map(({ schema }) => schema),
    items: false,
    minItems: places.length,
  },
  check(value, path, report) {
    if (Array.isArray(value) && value.length === places.length)
      return places.forEach((rule, index) => rule.check(value[index], [...path, index], report))
    const has = Array.isArray(value) ? `a list of ${value.length}` : shown(value)
    const what = `must be a list of ${places.length}, and is ${has}`
    report({ path, what, remedy: 'Put them in square brackets: [ ]' })
  },
})

/** An object whose other fields hang on one of them, such as `type`. */
export const kinds = (field: string, rules: Readonly<Record<string, Rule>>): Rule => ({
  schema: { oneOf: Object.values(rules).map(({ schema }) => schema) },
  check(value, path, report) {
    if (!isRecord(value)) return record.check(value, path, report)
    const kind = value[field]
    const rule = typeof kind === 'string' && Object.hasOwn(rules, kind) ? rules[kind] : undefined
    if (rule) return rule.check(value, path, report)
    const allowed = Object.keys(rules).map((one) => `"${one}"`)
    report({
      path: Object.hasOwn(value, field) ? [...path, field] : path,
      what: Object.hasOwn(value, field) ? `is ${shown(kind)}` : `has no "${field}"`,
      remedy: `Give "${field}" as one of ${allowed.join(', ')}`,
    })
  },
})

export const nullable = (rule: Rule): Rule => ({
  schema: { oneOf: [{ type: 'null' }, rule.schema] },
  check(value, path, report) {
    if (value !== null) rule.check(value, path, report)
  },
})
