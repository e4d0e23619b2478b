import type { Path } from './readJson.ts'

/** One thing that is wrong with a value. */
export interface Finding {
  readonly path: Path
  /** Follows the place: "must be a text". */
  readonly what: string
  /** A sentence with no full stop. */
  readonly remedy: string
  /** Whether it is the name that is wrong and not the value. */
  readonly isName?: true | undefined
}

export type Report = (finding: Finding) => void

/** What a value must be: once for editors, as JSON Schema 2020-12, and once for us, whose errors say what to do. */
export interface Rule {
  readonly schema: Readonly<Record<string, unknown>>
  check(value: unknown, path: Path, report: Report): void
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as a sentence names it. */
export function shown(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`
  if (typeof value === 'number') return `the number ${value}`
  return Array.isArray(value) ? 'a list' : value === undefined ? 'nothing' : 'an object'
}

/** A rule with what it is about, shown by editors. */
export const about = (description: string, rule: Rule): Rule => ({
  ...rule,
  schema: { description, ...rule.schema },
})

/** A rule that editors read under a name of its own. */
export const named = (name: string, rule: Rule): Rule => ({
  ...rule,
  schema: { $ref: `#/$defs/${name}` },
})

/** A rule, and then a closer look at what is of the right shape; editors know nothing of it. */
export const closer = (rule: Rule, look: Rule['check']): Rule => ({
  schema: rule.schema,
  check(value, path, report) {
    const findings: Finding[] = []
    rule.check(value, path, (finding) => findings.push(finding))
    if (findings.length === 0) look(value, path, report)
    else findings.forEach(report)
  },
})
