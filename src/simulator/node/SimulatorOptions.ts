import type { BrainFactory } from '../brain/Brain.ts'
import type { BrainName } from '../brain/brainNamed.ts'
import type { Scenario } from '../brain/Scenario.ts'
import type { SimulatedSessionOptions } from '../engine/SimulatedSessionOptions.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import type { Hearing } from '../hearing/Hearing.ts'
import type { Certificate } from './selfSigned.ts'

type Shared = Pick<
  SimulatedSessionOptions,
  'clips' | 'pace' | 'latencyMs' | 'sessionTtlMs' | 'transcription' | 'voice'
>

export interface SimulatorOptions extends Shared {
  /** 0, the default, is any free port: read it from `url`. */
  readonly port?: number | undefined
  /**
   * Who answers: `listener` (the default), `parrot`, the name of a scenario that ships, or a function that makes
   * a brain for each session. A client may choose another by name: `?brain=parrot`.
   */
  readonly brain?: BrainName | (string & {}) | BrainFactory | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
  /** Default Silero. */
  readonly createHearing?: (() => Hearing) | undefined
  /**
   * Refuses every other key: `/v1/realtime` as OpenAI does (an error, then close code 3000), all other paths as Azure
   * does (HTTP 401). Client secrets are made with it and open lines in its place; so does a key that only asks for a
   * fault, `fault.close-1011`, whoever brings it.
   */
  readonly apiKey?: string | undefined
  /** Life of every client secret, whatever was asked for. Default 600 s, and 60 s for those of the preview. */
  readonly secretTtlMs?: number | undefined
  /**
   * The dialect before GA. Default as it is today: Azure's preview path is served; `/v1/realtime` with OpenAI's beta
   * header or subprotocol gets `beta_api_shape_disabled` and close code 4000. `serve` serves both. `sunset` refuses
   * both, Azure's with HTTP 404: what Azure will answer then is not known.
   */
  readonly preview?: 'serve' | 'sunset' | undefined
  /** `true` makes a certificate for this machine: trust it by `certificate`. Some clients refuse anything but `wss`. */
  readonly tls?: true | Certificate | undefined
  /** More are closed with 4429. Default 64. */
  readonly maxSessions?: number | undefined
  /**
   * What goes wrong on every line: rules, or names such as `odd-bytes` and `close-1011`. A client may ask for more, by name or as JSON: `?fault=close-1011`, or in place of
   * its key, `fault.close-1011`.
   */
  readonly faults?: readonly (FaultRule | string)[] | undefined
  /** For rules with a `probability`. Default 1. */
  readonly faultSeed?: number | undefined
  /** Origins of pages, such as `https://app.test`, that may use it besides those on this machine. */
  readonly origins?: readonly string[] | undefined
  /** Serves `/_simulator/`: whoever is on this machine may read what is said and break lines. Default `false`. */
  readonly control?: boolean | undefined
  /** Told what happens besides the conversation. Default silent. */
  readonly log?: ((line: string) => void) | undefined
}
