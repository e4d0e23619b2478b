import { assertOptions } from '../assertOptions.ts'
import { brainNamed } from '../brain/brainNamed.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { isOrigin } from './refuseForeign.ts'
import { refuseInProduction } from './refuseInProduction.ts'
import type { SimulatorOptions } from './SimulatorOptions.ts'

const invalid = (message: string) => new SimulatorError('option_invalid', message)

interface Range {
  readonly words: string
  readonly has: (value: number) => boolean
}

const notNegative: Range = { words: 'a number, 0 or more', has: (value) => value >= 0 }
const positive: Range = { words: 'a number above 0', has: (value) => value > 0 }

const port: Range = {
  words: 'a whole number from 0 to 65535',
  has: (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
}
const count: Range = {
  words: 'a whole number, 1 or more',
  has: (value) => Number.isInteger(value) && value >= 1,
}

const RANGES = [
  ['port', port],
  ['pace', notNegative],
  ['latencyMs', notNegative],
  ['sessionTtlMs', positive],
  ['secretTtlMs', positive],
  ['maxSessions', count],
  ['faultSeed', { words: 'a number', has: Number.isFinite }],
] as const

const OPTIONS: Readonly<Record<keyof SimulatorOptions, true>> = {
  port: true,
  brain: true,
  scenario: true,
  clips: true,
  pace: true,
  latencyMs: true,
  sessionTtlMs: true,
  transcription: true,
  voice: true,
  createHearing: true,
  apiKey: true,
  secretTtlMs: true,
  preview: true,
  tls: true,
  maxSessions: true,
  faults: true,
  faultSeed: true,
  origins: true,
  control: true,
  log: true,
}

function assertBrain(brain: unknown): void {
  if (typeof brain === 'string') brainNamed(brain)
  else if (brain !== undefined && typeof brain !== 'function')
    throw invalid('brain must be a name, or a function that makes a brain. See also scenario.')
}

/** @throws {@link SimulatorError} `option_invalid`, `brain_unknown`, `refused_in_production` */
export function checkOptions(options: SimulatorOptions): void {
  refuseInProduction()
  assertOptions(options, Object.keys(OPTIONS))
  assertBrain(options.brain)
  for (const [name, { words, has }] of RANGES) {
    const value = options[name]
    if (value !== undefined && !has(value)) throw invalid(`${name} must be ${words}, not ${value}.`)
  }
  const wrong = options.origins?.find((origin) => !isOrigin(origin))
  if (wrong !== undefined)
    throw invalid(
      `origins: "${wrong}" is no origin. Write it as browsers do, with no path or slash at its end: https://app.test`,
    )
  if (options.apiKey === '')
    throw invalid('The key, apiKey, is empty: leave it out to let everybody in.')
}
