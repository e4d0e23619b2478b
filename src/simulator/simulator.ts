import type { Endpoint } from '../protocol/endpoint.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import { brainNamed } from './brain/brainNamed.ts'
import { parseScenario } from './brain/parseScenario.ts'
import type { Scenario } from './brain/Scenario.ts'
import type { TranscriptionOptions } from './engine/InputTranscription.ts'
import type { FaultRule } from './faults/FaultRule.ts'
import { assertFaultRules } from './faults/checkFaultRule.ts'
import { PageTransport } from './PageTransport.ts'
import type { Voice } from './voice/Voice.ts'

export interface SimulatorEndpointOptions {
  /** Who answers: `parrot` (the default), `listener`, or a scenario that ships. */
  readonly brain?: string | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
  /** Says the answers; it runs in the page. Default none: a soft tone stands for words. See {@link renderedVoice}. */
  readonly voice?: Voice | undefined
  /** Sounds that a script may play, 24 kHz mono PCM16, by name. */
  readonly clips?: Readonly<Record<string, Int16Array>> | undefined
  /** What shall go wrong, on each line anew, besides what a script says. Whatever an `upgrade` rule does, a page learns only that nobody is there. */
  readonly faults?: readonly FaultRule[] | undefined
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

/**
 * An endpoint that needs no server: the simulator runs in this page, and hears with the real detector.
 *
 * The detector's 0.6 MB load when somebody connects. Each connection is a new session.
 *
 * @throws {@link SimulatorError} `brain_unknown`, `scenario_invalid`, `fault_invalid`
 */
export function simulator(
  options: SimulatorEndpointOptions = {},
): Endpoint & { readonly transport: TransportFactory } {
  const { brain = 'parrot', scenario, voice = null, faults = [], workerUrl } = options
  brainNamed(brain)
  assertFaultRules(faults)
  const settings = {
    model: 'gpt-realtime',
    brain,
    scenario: scenario && parseScenario(scenario),
    clips: options.clips ?? {},
    faults,
    pace: options.pace,
    latencyMs: options.latencyMs,
    sessionTtlMs: options.sessionTtlMs,
    transcription: options.transcription,
  }
  const log = options.log ?? (() => undefined)
  return {
    provider: 'local',
    url: 'simulator://in-this-page/',
    host: HOST,
    model: settings.model,
    credential: { from: 'none' },
    transport: () => new PageTransport({ settings, host: HOST, voice, workerUrl, log }),
  }
}
