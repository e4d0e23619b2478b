import { SimulatorError } from '../SimulatorError.ts'
import type { BrainFactory } from './Brain.ts'
import { listener } from './listener.ts'
import { parrot } from './parrot.ts'
import type { Scenario } from './Scenario.ts'
import { scenarioBrain } from './scenarioBrain.ts'
import { scenarios } from './scenarios.ts'

const NAMED: Readonly<Record<string, BrainFactory>> = {
  listener,
  parrot,
  ...Object.fromEntries(
    Object.entries<Scenario>(scenarios).map(([name, script]) => [
      name,
      () => scenarioBrain(script),
    ]),
  ),
}

/** `listener`, `parrot` and the scenarios that ship. */
export const brainNames: readonly string[] = Object.keys(NAMED)

/** @throws {@link SimulatorError} `brain_unknown` */
export function brainNamed(name: string): BrainFactory {
  const factory = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
  if (!factory)
    throw new SimulatorError(
      'brain_unknown',
      `There is no brain named "${name}". Use one of ${brainNames.join(', ')}.`,
    )
  return factory
}
