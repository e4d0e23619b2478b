/** `brain_unknown`: nobody of that name. The rest say it themselves; the message holds the remedy. */
export type SimulatorErrorCode =
  | 'scenario_invalid'
  | 'brain_unknown'
  | 'option_invalid'
  | 'ws_missing'
  | 'port_in_use'
  | 'refused_in_production'

/** What keeps a simulator from starting. What goes wrong in a conversation is told on its line instead. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
  readonly code: SimulatorErrorCode

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
