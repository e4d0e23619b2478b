import { SimulatorError } from '../SimulatorError.ts'

/** Nothing that stands in for a service, or spoils a line, has business there. @throws SimulatorError `refused_in_production` */
export function refuseInProduction(): void {
  if (process.env['NODE_ENV'] === 'production')
    throw new SimulatorError(
      'refused_in_production',
      'The simulator is for tests and demonstrations: it does not start with NODE_ENV=production.',
    )
}
