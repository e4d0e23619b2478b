// Everything but the tests: what CI runs besides. `npm run check -- lint types` runs a part.
import { checkNode, installPackages } from './support/install.mjs'
import { bin, npm, run } from './support/run.mjs'

const node = (...args) => ({ command: process.execPath, args, shell: false })

// The worklets, the stylesheet and the schema have no types to resolve.
const UNTYPED = ['scenario.schema.json', 'styles.css', 'worklet.js', 'worker.js']

/** `needs`: a step without which this one means nothing. */
const STEPS = [
  { name: 'format', ...node(bin.prettier, '--check', '.') },
  { name: 'lint', ...node(bin.eslint, '.') },
  { name: 'types', ...node(bin.tsc, '-p', 'tsconfig.json') },
  { name: 'interop-types', ...node(bin.tsc, '-p', 'tests/interop/tsconfig.json') },
  { name: 'firefox-types', ...node(bin.tsc, '-p', 'tests/firefox/tsconfig.json') },
  { name: 'worklet-types', ...node(bin.tsc, '-p', 'tsconfig.worklet.json') },
  { name: 'dead-code', ...node(bin.knip) },
  { name: 'build', ...npm('run', 'build') },
  { name: 'publint', needs: 'build', ...node(bin.publint, '--strict') },
  {
    name: 'attw',
    needs: 'build',
    ...node(
      ...[bin.attw, '--pack', '.', '--profile', 'esm-only'],
      ...['--exclude-entrypoints', ...UNTYPED],
    ),
  },
  { name: 'exports', needs: 'build', ...node('scripts/check-exports.mjs') },
  { name: 'size', needs: 'build', ...node(bin.sizeLimit) },
  { name: 'storybook', ...npm('run', 'storybook:build') },
]

checkNode()
await installPackages()
await installPackages('tests/interop')
await installPackages('tests/firefox')

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !STEPS.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${STEPS.map((s) => s.name).join(' ')}`)
  process.exit(1)
}

const failed = []
for (const step of STEPS) {
  if (asked.length > 0 && !asked.includes(step.name)) continue
  const label = step.name.padEnd(14)
  if (failed.includes(step.needs)) {
    failed.push(step.name)
    console.log(`- ${label} not run: ${step.needs} failed`)
    continue
  }
  const began = Date.now()
  const { code, text } = await run(step.command, step.args, {
    output: 'keep',
    shell: step.shell,
    env: { STORYBOOK_DISABLE_TELEMETRY: '1' },
  })
  const seconds = `${((Date.now() - began) / 1000).toFixed(1)} s`
  console.log(`${code === 0 ? '✓' : '✗'} ${label} ${seconds}`)
  if (code === 0) continue
  failed.push(step.name)
  console.log(text)
}
console.log(failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
