import type { Endpoint } from '../protocol/endpoint.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import { brainNamed } from './brain/brainNamed.ts'
import { parseScenario } from './brain/parseScenario.ts'
import type { Scenario } from './brain/Scenario.ts'
import type { TranscriptionOptions } from './engine/InputTranscription.ts'
import type { PageSettings } from './pageMessages.ts'
import { PageTransport } from './PageTransport.ts'

export interface SimulatorEndpointOptions {
  /** Who answers: `parrot` (the default), `listener`, or a scenario that ships. There is no spoken voice in a page, so only the parrot is heard to speak. */
  readonly brain?: string | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
  /** Sounds that a script may play, 24 kHz mono PCM16, by name. */
  readonly clips?: Readonly<Record<string, Int16Array>> | undefined
  /** Times real time at which answers are sent; 0 sends at once. Default 4. */
  readonly pace?: number | undefined
  /** How long it thinks before it answers. Default 0. */
  readonly latencyMs?: number | undefined
  readonly transcription?: TranscriptionOptions | undefined
  /** Where react-realtime-voice/worker.js lies, for pages that allow no other Worker. */
  readonly workerUrl?: string | URL | undefined
  /** Told what happens besides the conversation. */
  readonly log?: ((line: string) => void) | undefined
}

/**
 * An endpoint that needs no server: the simulator runs in this page, and hears with the real detector.
 *
 * The detector's 0.6 MB load when somebody connects. Each connection is a new session.
 *
 * @throws {@link SimulatorError} `brain_unknown`, `scenario_invalid`
 */
export function simulator(
  options: SimulatorEndpointOptions = {},
): Endpoint & { readonly transport: TransportFactory } {
  const { brain = 'parrot', scenario, clips = {}, workerUrl, log = () => undefined } = options
  brainNamed(brain)
  const settings: PageSettings = {
    model: 'gpt-realtime',
    brain,
    scenario: scenario === undefined ? null : parseScenario(scenario),
    clips,
    pace: options.pace,
    latencyMs: options.latencyMs,
    transcription: options.transcription,
  }
  return {
    provider: 'local',
    url: 'simulator://in-this-page/',
    host: 'the simulator in this page',
    model: settings.model,
    credential: { from: 'none' },
    transport: () => new PageTransport({ settings, workerUrl, log }),
  }
}
