import { readFileSync, writeFileSync } from 'node:fs'

const RUNNER = 'node_modules/@stryker-mutator/vitest-runner/dist/src/vitest-test-runner.js'
const WAS = 'project.config.testNamePattern = regex;'
/** V8 refuses patterns that are not much longer than that. */
const MOST_LETTERS = 20_000
const IS = `project.config.testNamePattern = regexTestNameFilter.length > ${MOST_LETTERS} ? undefined : regex;`

/**
 * Lets mutants that a thousand tests cover be run at all: the runner names them in one pattern, which the engine refuses
 * when it is too long, and such a mutant counts as neither killed nor survived. By file instead, it runs some tests too many.
 *
 * @param {string} folder - Where the runner is installed.
 */
export function allowLongPatterns(folder) {
  const file = `${folder}/${RUNNER}`
  const code = readFileSync(file, 'utf8')
  if (code.includes(IS)) return
  if (!code.includes(WAS))
    throw new Error(`${file} is another one than it was: see ${import.meta.filename}.`)
  writeFileSync(file, code.replace(WAS, IS))
}
