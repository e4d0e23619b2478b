import type { Scenario } from './Scenario.ts'
import { failing } from './scenarios/failing.ts'
import { greeter } from './scenarios/greeter.ts'
import { interviewer } from './scenarios/interviewer.ts'
import { longTalker } from './scenarios/longTalker.ts'
import { silent } from './scenarios/silent.ts'
import { weather } from './scenarios/weather.ts'

/** The scenarios that ship, by name. */
export const scenarios = {
  greeter,
  weather,
  longTalker,
  interviewer,
  silent,
  failing,
} as const satisfies Readonly<Record<string, Scenario>>
