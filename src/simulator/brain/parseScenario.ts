import { SimulatorError } from '../SimulatorError.ts'
import { lineAndColumn } from './check/lineAndColumn.ts'
import { readJson, type Mark, type Path, type Reading } from './check/readJson.ts'
import type { Finding } from './check/Rule.ts'
import { scenarioRule } from './check/scenarioRule.ts'
import type { Scenario } from './Scenario.ts'
import type { ScenarioProblem } from './ScenarioProblem.ts'

/** More would hide the first, which often made the others. */
const MAX_PROBLEMS = 10

const pathText = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')

/** Whether it can be used; what is wrong with it is noted. */
function isScenario(value: unknown, findings: Finding[]): value is Scenario {
  scenarioRule.check(value, [], (finding) => findings.push(finding))
  return findings.length === 0
}

const twice = (path: Path): Finding => ({
  path,
  what: 'stands here a second time, and only the last one would count',
  remedy: 'Keep one of them',
  isName: true,
})

/** What is missing has no place of its own, but what it is missing from. */
function markOf(reading: Reading, path: Path): Mark | undefined {
  const mark = reading.mark(path)
  return mark ?? (path.length === 0 ? undefined : markOf(reading, path.slice(0, -1)))
}

/** First to last, as they stand in the text. */
function placed(text: string, reading: Reading, findings: readonly Finding[]) {
  const found = findings.map(({ path, what, remedy, isName }) => {
    const mark = markOf(reading, path)
    return { offset: (isName ? mark?.name : mark?.value) ?? 0, path: pathText(path), what, remedy }
  })
  return [...reading.mistakes.map((mistake) => ({ ...mistake, path: '' })), ...found]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, ...problem }) => ({ ...lineAndColumn(text, offset), ...problem }))
}

function sentence({ line, column, path, what, remedy }: ScenarioProblem): string {
  const place = line === null ? '' : `line ${line}, column ${column}: `
  return `${place}${path === '' ? '' : `${path} `}${what}. ${remedy}.`
}

function refuse(problems: readonly ScenarioProblem[]): never {
  const shown = problems.slice(0, MAX_PROBLEMS)
  const more = problems.length - shown.length
  const lines = [...shown.map(sentence), ...(more > 0 ? [`And ${more} more.`] : [])]
  const message = `The scenario cannot be used:${lines.map((line) => `\n  ${line}`).join('')}`
  throw new SimulatorError('scenario_invalid', message, { problems: shown })
}

/**
 * Checks a scenario that came from outside: JSON text, or what was read from it.
 *
 * All that is wrong is told at once: with line and column for a text, by the path alone for an object.
 *
 * @throws {@link SimulatorError} `scenario_invalid`, with its first ten `problems` and what to do about each.
 */
export function parseScenario(source: unknown): Scenario {
  return typeof source === 'string' ? fromText(source) : fromObject(source)
}

function fromText(source: string): Scenario {
  // Some editors put a mark at the front that JSON does not know.
  const text = source.replace(/^\uFEFF/, '')
  const reading = readJson(text)
  const { value, mistakes, repeated } = reading
  const findings: Finding[] = []
  const isRight = isScenario(value, findings)
  if (isRight && mistakes.length === 0 && repeated.length === 0) return value
  // What could not be read to its end is not there, which says nothing about what was written.
  const found = value === undefined ? [] : findings
  return refuse(placed(text, reading, [...repeated.map(twice), ...found]))
}

function fromObject(value: unknown): Scenario {
  const findings: Finding[] = []
  if (isScenario(value, findings)) return value
  const nowhere = { line: null, column: null }
  return refuse(
    findings.map(({ path, what, remedy }) => ({ ...nowhere, path: pathText(path), what, remedy })),
  )
}
