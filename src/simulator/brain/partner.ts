import { ga } from '../dialects/ga.ts'
import type { SessionUpdate } from '../engine/EffectiveSession.ts'
import type { SimulatedSessionOptions } from '../engine/SimulatedSessionOptions.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import type { BrainFactory } from './Brain.ts'
import { brainNamed, type BrainName } from './brainNamed.ts'
import type { Scenario, ScenarioSession } from './Scenario.ts'
import { scenarioBrain } from './scenarioBrain.ts'
import { scenarios } from './scenarios.ts'

type Given = Pick<
  SimulatedSessionOptions,
  'pace' | 'latencyMs' | 'transcription' | 'startWith' | 'log'
>

export interface PartnerOptions extends Given {
  /** A name, or a function that makes one for each session. Default `listener`. */
  readonly brain?: BrainName | (string & {}) | BrainFactory | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
}

/** Who answers on one line, and all that hangs on it: a session is made with it, and a line with its faults. */
export interface Partner extends Omit<Given, 'log'>, Pick<SimulatedSessionOptions, 'brain'> {
  /** Names as they are written: `Faults.asked` makes rules of them, the same ones for every line, so that `-once` is once. */
  readonly faults: readonly (FaultRule | string)[]
}

const shipped: Readonly<Record<string, Scenario>> = scenarios

function scriptOf({ scenario, brain }: PartnerOptions): Scenario | null {
  if (scenario !== undefined) return scenario
  return typeof brain === 'string' && Object.hasOwn(shipped, brain) ? shipped[brain]! : null
}

function startOf(session: ScenarioSession): SessionUpdate {
  const { voice, instructions, turn_detection } = session
  const asked = {
    type: 'realtime',
    ...(instructions !== undefined && { instructions }),
    audio: {
      ...(turn_detection !== undefined && { input: { turn_detection } }),
      ...(voice !== undefined && { output: { voice } }),
    },
  }
  return ga.readSession(asked, ga.start('', '', 0))
}

/** The second goes before the first. */
function joined(first: SessionUpdate, second: SessionUpdate = {}): SessionUpdate {
  const input = { ...first.audio?.input, ...second.audio?.input }
  const output = { ...first.audio?.output, ...second.audio?.output }
  return { ...first, ...second, audio: { input, output } }
}

/**
 * Makes the partner of one line: what is given here goes before what its scenario sets.
 *
 * @throws {@link SimulatorError} `brain_unknown`
 */
export function partner(options: PartnerOptions): Partner {
  const { pace, latencyMs, transcription, startWith, brain = 'listener', log } = options
  const script = scriptOf(options)
  if (script === null)
    return {
      brain: (typeof brain === 'function' ? brain : brainNamed(brain))(),
      ...{ pace, latencyMs, transcription, startWith },
      faults: [],
    }
  return {
    brain: scenarioBrain(script, log),
    pace: pace ?? script.pace,
    latencyMs: latencyMs ?? script.latency?.firstAudioMs,
    transcription: { ...script.transcription, ...transcription },
    startWith: joined(startOf(script.session ?? {}), startWith),
    faults: script.faults ?? [],
  }
}
