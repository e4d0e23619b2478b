import { SimulatorError } from '../SimulatorError.ts'

const MAX_RULES = 50

/**
 * So many that no test needs more, and so few that nobody stops the simulator with them.
 *
 * @param rules - All that somebody asks for at once. @throws {@link SimulatorError} `fault_invalid`
 */
export function assertFew(rules: readonly unknown[]): void {
  if (rules.length > MAX_RULES)
    throw new SimulatorError(
      'fault_invalid',
      `These are ${rules.length} faults: ask for at most ${MAX_RULES} at once.`,
    )
}
