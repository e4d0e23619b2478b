// Runs the benchmarks, or those that are named: node bench/run.mjs load --sessions 40
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
const strict = options.includes('--assert')

const unknown = named.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join(', ')}". There are: ${known.join(', ')}.`)
  process.exit(2)
}

/** Each in a process of its own, so that none inherits the heap or the compiled code of another. */
async function runOne(name) {
  const child = startChild(runner, { args: [name] })
  try {
    return await ask(child, 'run', { options: options.filter((option) => option !== '--assert') })
  } finally {
    child.kill()
  }
}

mkdirSync(results, { recursive: true })
let failed = 0
for (const name of named.length > 0 ? named : known) {
  const before = environment()
  const result = await runOne(name)
  const record = { name, before, after: environment(), ...result }
  show(record)
  const file = join(results, `${name}-${before.at.replace(/[:.]/g, '-')}.json`)
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
  console.log(`\nWritten to ${file}`)
  failed += result.goals.filter(({ pass }) => !pass).length
}
if (strict && failed > 0) process.exitCode = 1
