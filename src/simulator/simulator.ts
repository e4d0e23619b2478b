import type { Endpoint } from '../protocol/endpoint.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import { brainNamed, type BrainName } from './brain/brainNamed.ts'
import { parseScenario } from './brain/parseScenario.ts'
import type { Scenario } from './brain/Scenario.ts'
import type { TranscriptionOptions } from './engine/InputTranscription.ts'
import { assertOptions } from './assertOptions.ts'
import type { FaultRule } from './faults/FaultRule.ts'
import { rulesFrom } from './faults/rulesFrom.ts'
import { PageTransport } from './PageTransport.ts'
import { SimulatorError } from './SimulatorError.ts'
import type { Voice } from './voice/Voice.ts'

export interface SimulatorEndpointOptions {
  /** Who answers: `parrot` (the default), `listener`, or a scenario that ships. */
  readonly brain?: BrainName | (string & {}) | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
  /** Says the answers; it runs in the page. Default none: a soft tone stands for words. See {@link renderedVoice}. */
  readonly voice?: Voice | undefined
  /** Sounds that a script may play, 24 kHz mono PCM16, by name. */
  readonly clips?: Readonly<Record<string, Int16Array>> | undefined
  /** What shall go wrong, on each line anew, besides what a script says: rules, or names such as `odd-bytes`. Whatever an `upgrade` rule does, a page learns only that nobody is there. */
  readonly faults?: readonly (FaultRule | string)[] | undefined
  /** Times real time at which answers are sent; 0 sends at once. Default 4. */
  readonly pace?: number | undefined
  /** How long it thinks before it answers. Default 0. */
  readonly latencyMs?: number | undefined
  /** How long a session may last before it expires. Default an hour. */
  readonly sessionTtlMs?: number | undefined
  readonly transcription?: TranscriptionOptions | undefined
  /** Where react-realtime-voice/worker.js lies, for pages that allow no other Worker. */
  readonly workerUrl?: string | URL | undefined
  /** Told what happens besides the conversation. */
  readonly log?: ((line: string) => void) | undefined
}

const HOST = 'the simulator in this page'

const OPTIONS: Readonly<Record<keyof SimulatorEndpointOptions, true>> = {
  brain: true,
  scenario: true,
  voice: true,
  clips: true,
  faults: true,
  pace: true,
  latencyMs: true,
  sessionTtlMs: true,
  transcription: true,
  workerUrl: true,
  log: true,
}

function assertName(brain: unknown): asserts brain is string {
  if (typeof brain === 'string') return
  const remedy = 'Give a name, or a scenario: a function cannot be sent to the Worker that runs it.'
  throw new SimulatorError('option_invalid', `brain is no name. ${remedy}`)
}

/**
 * An endpoint that needs no server: the simulator runs in this page, and hears with the real detector.
 *
 * The detector's 0.6 MB load when somebody connects. Each connection is a new session.
 *
 * @throws {@link SimulatorError} `brain_unknown`, `scenario_invalid`, `fault_invalid`, `option_invalid`
 */
export function simulator(
  options: SimulatorEndpointOptions = {},
): Endpoint & { readonly transport: TransportFactory } {
  assertOptions(options, Object.keys(OPTIONS))
  const { brain = 'parrot', scenario, voice = null, faults = [], workerUrl } = options
  assertName(brain)
  brainNamed(brain)
  const settings = {
    model: 'gpt-realtime',
    brain,
    scenario: scenario === undefined ? undefined : parseScenario(scenario),
    clips: options.clips ?? {},
    faults: rulesFrom(faults),
    pace: options.pace,
    latencyMs: options.latencyMs,
    sessionTtlMs: options.sessionTtlMs,
    transcription: options.transcription,
  }
  const log = options.log ?? (() => undefined)
  return {
    provider: 'local',
    dialect: 'GA',
    url: 'simulator://in-this-page/',
    host: HOST,
    model: settings.model,
    credential: { from: 'none' },
    transport: () => new PageTransport({ settings, host: HOST, voice, workerUrl, log }),
  }
}
