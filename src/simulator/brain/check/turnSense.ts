import { BLANK_ROOTS, blanksIn } from '../BlankFiller.ts'
import type { Path } from './readJson.ts'
import { isRecord, type Report } from './Rule.ts'
import { toPattern } from './values.ts'

/** `null` where the groups are those of the turn before. */
type Groups = readonly string[] | null

/** Looks for turns that are right piece by piece and never fit, or have blanks that nothing fills. */
export function turnSense(turn: unknown, path: Path, report: Report): void {
  if (!isRecord(turn) || !Array.isArray(turn['reply'])) return
  const when = isRecord(turn['when']) ? turn['when'] : {}
  const { minMs, maxMs } = when
  if (typeof minMs === 'number' && typeof maxMs === 'number' && minMs > maxMs)
    report({
      path: [...path, 'when'],
      what: `never fits: ${minMs} ms at least, and ${maxMs} ms at most`,
      remedy: 'Make minMs the smaller one',
    })
  const groups = groupsOf(when)
  for (const [at, part] of turn['reply'].entries()) {
    if (isRecord(part) && 'fault' in part) continue
    for (const { text, path: place } of textsIn(part, [...path, 'reply', at]))
      blanks(text, groups, place, report)
  }
}

/** Looks for turns behind one that always fits. */
export function turnsSense(turns: unknown, path: Path, report: Report): void {
  if (!Array.isArray(turns)) return
  const always = turns.findIndex(fitsAlways)
  if (always < 0 || always === turns.length - 1) return
  report({
    path: [...path, always + 1],
    what: `is never reached, because turns[${always}] fits always`,
    remedy: `Put it before turns[${always}], or give that one a "when"`,
  })
}

function fitsAlways(turn: unknown): boolean {
  if (!isRecord(turn) || turn['times'] !== undefined) return false
  const { when } = turn
  return !isRecord(when) || Object.values(when).every((one) => one === undefined)
}

/** Groups of a pattern, by number and by name. */
function groupsOf({ text, toolOutput, input }: Readonly<Record<string, unknown>>): Groups {
  if (typeof text !== 'string')
    return toolOutput !== undefined || input === 'toolOutput' ? null : []
  // With an empty branch it fits anything, and tells how many groups there are.
  const match = toPattern(`${text}|`).exec('')
  return [...(match?.keys() ?? [])].map(String).concat(Object.keys(match?.groups ?? {}))
}

function textsIn(value: unknown, path: Path): readonly { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) => textsIn(one, [...path, index]))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, one]) => textsIn(one, [...path, name]))
}

function blanks(text: string, groups: Groups, path: Path, report: Report): void {
  const names = blanksIn(text)
  if (text.split('{{').length - 1 > names.length)
    report({ path, what: 'has {{ with no }}', remedy: 'Close each blank: {{text}}' })
  for (const [root = '', ...rest] of names) {
    const name = `{{${[root, ...rest].join('.')}}}`
    const wrong = whyWrong(root, rest.join('.'), groups)
    if (wrong) report({ path, what: `holds ${name}, ${wrong[0]}`, remedy: wrong[1] })
  }
}

function whyWrong(root: string, rest: string, groups: Groups): [string, string] | null {
  const known = BLANK_ROOTS.map((one) => `{{${one}}}`).join(', ')
  if (!BLANK_ROOTS.some((one) => one === root)) return ['which is not known', `Use one of ${known}`]
  if (root === 'tool') return null
  if (root !== 'match') return rest === '' ? null : ['which has no fields', `Write {{${root}}}`]
  if (groups === null ? rest !== '' : groups.includes(rest)) return null
  return [
    'and "when.text" has no such group',
    'Put the words that you want in ( ) there, as in "in (.+)", and write {{match.1}}',
  ]
}
