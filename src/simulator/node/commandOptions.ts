import { readFile } from 'node:fs/promises'
import { parseScenario } from '../brain/parseScenario.ts'
import type { Scenario } from '../brain/Scenario.ts'
import { scenarios } from '../brain/scenarios.ts'
import { faultsAsked } from '../faults/faultsAsked.ts'
import { SimulatorError } from '../SimulatorError.ts'
import type { Values } from './readArguments.ts'
import type { SimulatorOptions } from './SimulatorOptions.ts'
import { scenarioNames } from './usage.ts'

const invalid = (message: string, options?: ErrorOptions) =>
  new SimulatorError('option_invalid', message, options)

const DEFAULT_PORT = 4400
const MAX_SESSION_SECONDS = 2_073_600

function number(name: string, text: string | undefined, max: number, min = 0) {
  if (text === undefined) return undefined
  const value = text.trim() === '' ? NaN : Number(text)
  if (value >= min && value <= max) return value
  throw invalid(`--${name} takes a number from ${min} to ${max}, not "${text}".`)
}

function sessionTtlMs(text: string | undefined): number | undefined {
  const seconds = number('session-ttl', text, MAX_SESSION_SECONDS, 0.1)
  return seconds === undefined ? undefined : seconds * 1000
}

function previewOf(text: string | undefined): SimulatorOptions['preview'] {
  if (text === undefined || text === 'serve' || text === 'sunset') return text
  throw invalid(`--preview takes serve or sunset, not "${text}".`)
}

async function scenarioOf(place: string | undefined): Promise<Scenario | undefined> {
  if (place === undefined) return undefined
  const shipped: Readonly<Record<string, Scenario>> = scenarios
  if (Object.hasOwn(shipped, place)) return shipped[place]
  let text: string
  try {
    text = await readFile(place, 'utf8')
  } catch (cause) {
    const names = scenarioNames.join(', ')
    throw invalid(
      `--scenario: ${place} cannot be read. Name a JSON file, or one that ships: ${names}.`,
      { cause },
    )
  }
  // As text, so that what is wrong in it is told with its line.
  return parseScenario(text)
}

/** What the arguments ask for. @throws {@link SimulatorError} `option_invalid`, `scenario_invalid`, `fault_invalid` */
export async function commandOptions(values: Values): Promise<SimulatorOptions> {
  if (values.brain !== undefined && values.scenario !== undefined)
    throw invalid('Give --brain or --scenario, not both: a scenario is who answers.')
  return {
    port: number('port', values.port, 65_535) ?? DEFAULT_PORT,
    pace: number('pace', values.pace, 1000),
    latencyMs: number('latency', values.latency, 600_000),
    sessionTtlMs: sessionTtlMs(values['session-ttl']),
    brain: values.brain,
    scenario: await scenarioOf(values.scenario),
    apiKey: values.key,
    preview: previewOf(values.preview),
    tls: values.tls === true ? true : undefined,
    faults: (values.fault ?? []).flatMap(faultsAsked),
    control: values.control,
    // Not on the standard output, which holds one line: others wait for it.
    log: (line) => process.stderr.write(`${line}\n`),
  }
}
