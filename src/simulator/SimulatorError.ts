import type { ScenarioProblem } from './brain/ScenarioProblem.ts'

/** `brain_unknown`: nobody of that name. The rest say it themselves; the message holds the remedy. */
export type SimulatorErrorCode =
  | 'scenario_invalid'
  | 'fault_invalid'
  | 'brain_unknown'
  | 'option_invalid'
  | 'ws_missing'
  | 'voice_missing'
  | 'port_in_use'
  | 'refused_in_production'

/** What keeps a simulator from starting. What goes wrong in a conversation is told on its line instead. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
  readonly code: SimulatorErrorCode
  /** Of `scenario_invalid`: what stands in the message, for a program that shows it its own way. */
  readonly problems: readonly ScenarioProblem[]

  constructor(
    code: SimulatorErrorCode,
    message: string,
    { problems = [], ...options }: ErrorOptions & { problems?: readonly ScenarioProblem[] } = {},
  ) {
    super(message, options)
    this.code = code
    this.problems = problems
  }
}
