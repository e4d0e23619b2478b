// Runs the benchmarks, or those that are named, or parts of one:
//   node bench/run.mjs load --sessions 40
//   node bench/run.mjs audio cost capture
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask, startChild } from './support/child.mjs'
import { environment } from './support/environment.mjs'
import { show } from './support/show.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const results = join(here, 'results')
const runner = fileURLToPath(new URL('./support/runner.mjs', import.meta.url))

const known = readdirSync(here).filter((name) => existsSync(join(here, name, 'bench.mjs')))
const args = process.argv.slice(2)
const firstOption = args.findIndex((arg) => arg.startsWith('--'))
const named = firstOption < 0 ? args : args.slice(0, firstOption)
const options = firstOption < 0 ? [] : args.slice(firstOption)
const strict = options.includes('--strict')

/** What follows the name of a benchmark and is none itself is a part of it. */
function runsOf(words) {
  const runs = []
  for (const word of words) {
    if (known.includes(word)) runs.push({ name: word, parts: [] })
    else if (runs.length > 0) runs.at(-1).parts.push(word)
    else return null
  }
  return runs.length > 0 ? runs : known.map((name) => ({ name, parts: [] }))
}

const runs = runsOf(named)
if (runs === null) {
  console.error(`There is no benchmark "${named[0]}". There are: ${known.join(', ')}.`)
  process.exit(2)
}

/** Each in a process of its own, so that none inherits the heap or the compiled code of another. */
async function runOne({ name, parts }) {
  const child = startChild(runner, { args: [name] })
  const wanted = options.filter((option) => option !== '--strict')
  try {
    return await ask(child, 'run', { options: [...parts, ...wanted] })
  } finally {
    child.kill()
  }
}

mkdirSync(results, { recursive: true })
let failed = 0
let broken = 0
for (const run of runs) {
  const { name } = run
  const before = environment()
  const result = await runOne(run)
  const record = { name, before, after: environment(), ...result }
  show(record)
  const file = join(results, `${name}-${before.at.replace(/[:.]/g, '-')}.json`)
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
  console.log(`\nWritten to ${file}`)
  failed += result.goals.filter(({ pass }) => !pass).length
  broken += result.broken?.length ?? 0
}
// A missed goal is news; a benchmark that did not run is a fault.
if (broken > 0 || (strict && failed > 0)) process.exitCode = 1
