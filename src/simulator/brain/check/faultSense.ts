import { checkFaultAction } from '../../faults/checkFaultAction.ts'
import type { FaultProblem } from '../../faults/faultChecks.ts'
import type { Path } from './readJson.ts'
import type { Finding, Rule } from './Rule.ts'

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function asFinding({ at, remedy }: FaultProblem, path: Path): Finding {
  const steps = at.split(/[.[\]]+/).filter((step) => step !== '')
  const [what = '', help = 'write one, or leave it out'] = remedy.split(/: (.*)/s)
  return { path: [...path, ...steps], what, remedy: capitalised(help) }
}

const isWithin = (inner: Path, outer: Path) =>
  outer.every((step, index) => String(step) === String(inner[index]))

/** A table that editors know, and besides it what the faults themselves say: of each place once. */
export const withSense = (
  table: Rule,
  problemsOf: (value: unknown) => readonly FaultProblem[],
): Rule => ({
  schema: table.schema,
  check(value, path, report) {
    const known: Finding[] = []
    table.check(value, path, (finding) => known.push(finding))
    const more = problemsOf(value)
      .map((problem) => asFinding(problem, path))
      .filter(
        ({ path: at }) =>
          !known.some(({ path: other }) => isWithin(at, other) || isWithin(other, at)),
      )
    for (const finding of [...known, ...more]) report(finding)
  },
})

export const inReplySense = (value: unknown): readonly FaultProblem[] =>
  checkFaultAction(value, '', 'reply')
