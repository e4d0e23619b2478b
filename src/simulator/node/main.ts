import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { brainNames } from '../brain/brainNamed.ts'
import { parseScenario } from '../brain/parseScenario.ts'
import { SimulatorError } from '../SimulatorError.ts'
import type { SimulatorOptions } from './SimulatorOptions.ts'
import { startSimulator } from './startSimulator.ts'

const USAGE = `Usage: react-realtime-voice simulator [options]

An offline Realtime server on this machine: it hears, answers and can be interrupted.

  --port <number>      where to listen; 0 is any free port (default 4400)
  --brain <name>       who answers: ${brainNames.join(', ')} (default listener)
  --scenario <file>    a conversation written beforehand, as JSON, instead of a brain
  --pace <number>      answers are sent at so many times real time; 0 is at once (default 4)
  --latency <ms>       how long it thinks before it answers (default 0)
  --help               this text
`

/** Not understood, as shells have it. */
const WRONG_USAGE = 2

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      brain: { type: 'string' },
      scenario: { type: 'string' },
      pace: { type: 'string' },
      latency: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
}

function number(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined
  const value = text.trim() === '' ? NaN : Number(text)
  if (value >= 0 && value <= max) return value
  throw new SimulatorError(
    'option_invalid',
    `--${name} takes a number from 0 to ${max}, not "${text}".`,
  )
}

async function optionsOf(
  values: ReturnType<typeof readArguments>['values'],
): Promise<SimulatorOptions> {
  const { scenario, brain } = values
  return {
    port: number('port', values.port, 65_535) ?? 4400,
    pace: number('pace', values.pace, 1000),
    latencyMs: number('latency', values.latency, 600_000),
    brain,
    scenario: scenario === undefined ? undefined : parseScenario(await readText(scenario)),
    // Not on the standard output, which holds one line: others wait for it.
    log: (line) => process.stderr.write(`${line}\n`),
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new SimulatorError('option_invalid', `--scenario: ${file} cannot be read.`, { cause })
  }
}

const stopSignal = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

/** The command: serves until it is told to stop. @returns The exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(args)
    if (values.help === true) {
      process.stdout.write(USAGE)
      return 0
    }
    if (positionals.join(' ') !== 'simulator')
      throw new SimulatorError(
        'option_invalid',
        positionals.length === 0
          ? 'Say which command: there is one, simulator.'
          : `There is no command "${positionals.join(' ')}".`,
      )
    const stopped = stopSignal()
    const simulator = await startSimulator(await optionsOf(values))
    process.stdout.write(`Realtime simulator listening on ${simulator.url}\n`)
    await stopped
    await simulator.close()
    return 0
  } catch (error) {
    return explain(error)
  }
}

function explain(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isOurs = error instanceof SimulatorError || code.startsWith('ERR_PARSE_ARGS')
  if (!isOurs || !(error instanceof Error)) throw error
  const isUsage = /^(ERR_PARSE_ARGS|option_invalid|brain_unknown)/.test(code)
  process.stderr.write(`${error.message}\n${isUsage ? `\n${USAGE}` : ''}`)
  return isUsage ? WRONG_USAGE : 1
}
