// Every test: Node, jsdom, a real browser, whole pages, stories, the clients of others. `npm test -- tests/audio` runs a part.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { needChromium } from './support/chromium.mjs'
import { checkNode, installPackages } from './support/install.mjs'
import { bin, root, run } from './support/run.mjs'
import { summarize } from './support/summary.mjs'

checkNode()
await installPackages()
// Clients that others wrote: they talk to the simulator, and are none of the library's own packages.
await installPackages('tests/interop')
const chromium = await needChromium()

const path = join(root, '.cache', `test-report-${process.pid}.json`)
const { code } = await run(
  process.execPath,
  [
    bin.vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
    ...process.argv.slice(2),
  ],
  { env: { CHROMIUM_PATH: chromium, STORYBOOK_DISABLE_TELEMETRY: '1' } },
)

const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
rmSync(path, { force: true })
const { line, problems, ok } = summarize(report, code)
for (const problem of problems) console.error(problem)
console.log(line)
process.exitCode = ok ? 0 : 1
