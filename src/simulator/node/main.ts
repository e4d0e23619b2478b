import { createRequire } from 'node:module'
import { isRecord } from '../engine/shape.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { announcement, trusting } from './announcement.ts'
import { commandOptions } from './commandOptions.ts'
import { keepCertificate } from './keepCertificate.ts'
import { readArguments, type Values } from './readArguments.ts'
import type { RunningSimulator } from './RunningSimulator.ts'
import { startSimulator } from './startSimulator.ts'
import { USAGE } from './usage.ts'

/** Not understood, as shells have it. */
const WRONG_USAGE = 2
const USAGE_CODES = ['option_invalid', 'brain_unknown', 'fault_invalid']

const stopSignal = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

function assertCommand(names: readonly string[]): void {
  if (names.join(' ') === 'simulator') return
  throw new SimulatorError(
    'option_invalid',
    names.length === 0
      ? 'Say which command: there is one, simulator.'
      : `There is no command "${names.join(' ')}". There is one, simulator.`,
  )
}

function version(): string {
  // A package may ask for itself by its name, wherever in it the bundler put this.
  const about: unknown = createRequire(import.meta.url)('react-realtime-voice/package.json')
  return isRecord(about) ? String(about['version']) : ''
}

const tell = (line: string) => process.stderr.write(`${line}\n`)

/** Serves until it is told to stop. */
async function serve(values: Values): Promise<void> {
  const stopped = stopSignal()
  const simulator = await startSimulator(await commandOptions(values))
  const forget = await introduce(simulator, values)
  // The one line of the standard output, when all that it leads to is there: others wait for it.
  process.stdout.write(`Realtime simulator listening on ${simulator.url}\n`)
  await stopped
  await simulator.close()
  await forget()
}

/** @returns Takes away what was left on the disk. */
async function introduce({ url, certificate }: RunningSimulator, values: Values) {
  const unusual = announcement(values, url)
  if (unusual !== null) tell(unusual)
  if (certificate === null) return () => Promise.resolve()
  const { path, remove } = await keepCertificate(certificate)
  tell(trusting(path, url))
  return remove
}

/** The command. @returns The exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(args)
    if (values.help === true) process.stdout.write(USAGE)
    else if (values.version === true) process.stdout.write(`${version()}\n`)
    else {
      assertCommand(positionals)
      await serve(values)
    }
    return 0
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error
    const isUsage = USAGE_CODES.includes(error.code)
    tell(isUsage ? `${error.message} See --help.` : error.message)
    return isUsage ? WRONG_USAGE : 1
  }
}
