import { SimulatorError } from '../SimulatorError.ts'
import type { BrainFactory } from './Brain.ts'
import { listener } from './listener.ts'
import { parrot } from './parrot.ts'
import type { Scenario } from './Scenario.ts'
import { scenarioBrain } from './scenarioBrain.ts'
import { scenarios } from './scenarios.ts'

const OF_THEIR_OWN = { listener, parrot } as const

const scripted = Object.entries<Scenario>(scenarios).map(
  ([name, script]) => [name, () => scenarioBrain(script)] as const,
)

const NAMED: Readonly<Record<string, BrainFactory>> = {
  ...OF_THEIR_OWN,
  ...Object.fromEntries(scripted),
}

/** A brain that has a name. */
export type BrainName = keyof typeof OF_THEIR_OWN | keyof typeof scenarios

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
