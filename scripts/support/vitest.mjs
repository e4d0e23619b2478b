import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bin, root, run } from './run.mjs'
import { summarize } from './summary.mjs'

/**
 * Runs vitest once, and ends with the line that counts, `N passed, N failed`, and with the exit code of it.
 *
 * @param {readonly string[]} args - Of vitest: a `--config`, names of files.
 * @param {Record<string, string>} env
 * @param {() => void} beforeLine - Says what else is to be said: the line that counts is the last one.
 */
export async function runVitest(args, env = {}, beforeLine = () => undefined) {
  const path = join(root, '.cache', `test-report-${process.pid}.json`)
  const { code } = await run(
    process.execPath,
    [
      ...[bin.vitest, 'run', '--reporter=default'],
      ...['--reporter=json', `--outputFile.json=${path}`],
      ...args,
    ],
    { env },
  )
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  rmSync(path, { force: true })
  const { line, problems, ok } = summarize(report, code)
  for (const problem of problems) console.error(problem)
  beforeLine()
  console.log(line)
  process.exitCode = ok ? 0 : 1
}
