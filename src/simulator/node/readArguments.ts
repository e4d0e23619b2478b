import { parseArgs } from 'node:util'
import { nearest } from '../brain/check/nearest.ts'
import { SimulatorError } from '../SimulatorError.ts'

const OPTIONS = {
  port: { type: 'string' },
  brain: { type: 'string' },
  scenario: { type: 'string' },
  pace: { type: 'string' },
  latency: { type: 'string' },
  'session-ttl': { type: 'string' },
  key: { type: 'string' },
  preview: { type: 'string' },
  tls: { type: 'boolean' },
  fault: { type: 'string', multiple: true },
  control: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

const invalid = (message: string) => new SimulatorError('option_invalid', message)

const kindOf = (name: string): 'string' | 'boolean' | null =>
  Object.entries(OPTIONS).find(([known]) => known === name)?.[1].type ?? null

/** `--pace -1` as `--pace=-1`: the minus is that of a number, and its range can be told. */
function joined(args: readonly string[]): string[] {
  const isNumber = (arg: string | undefined) => /^-[\d.]/.test(arg ?? '')
  const takes = (arg: string | undefined) => arg?.startsWith('--') && kindOf(arg.slice(2)) !== null
  return args.flatMap((arg, at) => {
    if (isNumber(arg) && takes(args[at - 1])) return []
    return takes(arg) && isNumber(args[at + 1]) ? [`${arg}=${args[at + 1]}`] : [arg]
  })
}

function unknown(rawName: string): SimulatorError {
  const meant = nearest(rawName.slice(0, 40).replace(/^-+/, ''), Object.keys(OPTIONS))
  const slip = meant === null ? '' : ` Did you mean --${meant}?`
  return invalid(`Unknown option ${rawName.slice(0, 80)}.${slip}`)
}

/** In words of ours: Node's are about its own rules. */
function assertKnown(args: string[]): void {
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const kind = kindOf(name)
    if (kind === null) throw unknown(rawName)
    const hasValue = value !== undefined && (inlineValue || !value.startsWith('-'))
    if (kind === 'string' && !hasValue) throw invalid(`${rawName} needs a value behind it.`)
    if (kind === 'boolean' && hasValue) throw invalid(`${rawName} takes no value.`)
  }
}

/** What stands on the command line. @throws {@link SimulatorError} `option_invalid` */
export function readArguments(given: readonly string[]) {
  const args = joined(given)
  assertKnown(args)
  return parseArgs({ args, allowPositionals: true, options: OPTIONS })
}

export type Values = ReturnType<typeof readArguments>['values']
