import { SimulatorError } from '../SimulatorError.ts'
import { commandOptions, readArguments } from './commandOptions.ts'
import { startSimulator } from './startSimulator.ts'
import { USAGE } from './usage.ts'

/** Not understood, as shells have it. */
const WRONG_USAGE = 2

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
      : `There is no command "${names.join(' ')}".`,
  )
}

/** The command: serves until it is told to stop. @returns The exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(args)
    if (values.help === true) {
      process.stdout.write(USAGE)
      return 0
    }
    assertCommand(positionals)
    const stopped = stopSignal()
    const simulator = await startSimulator(await commandOptions(values))
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
  const isUsage = /^(ERR_PARSE_ARGS|option_invalid|brain_unknown|fault_invalid)/.test(code)
  process.stderr.write(`${error.message}\n${isUsage ? `\n${USAGE}` : ''}`)
  return isUsage ? WRONG_USAGE : 1
}
