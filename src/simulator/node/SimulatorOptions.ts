import type { BrainFactory } from '../brain/Brain.ts'
import type { Scenario } from '../brain/Scenario.ts'
import type { SimulatedSessionOptions } from '../engine/SimulatedSessionOptions.ts'
import type { Hearing } from '../hearing/Hearing.ts'

type Shared = Pick<
  SimulatedSessionOptions,
  'clips' | 'pace' | 'latencyMs' | 'transcription' | 'voice'
>

export interface SimulatorOptions extends Shared {
  /** 0, the default, is any free port: read it from `url`. */
  readonly port?: number | undefined
  /**
   * Who answers: `listener` (the default), `parrot`, the name of a scenario that ships, or a function that makes
   * a brain for each session. A client may choose another by name: `?brain=parrot`.
   */
  readonly brain?: string | BrainFactory | undefined
  /** A script instead of a brain. */
  readonly scenario?: Scenario | undefined
  /** Default Silero. */
  readonly createHearing?: (() => Hearing) | undefined
  /** Refuses every other key: `/v1/realtime` as OpenAI does (close code 3000), `/openai/v1/realtime` as Azure (HTTP 401). */
  readonly apiKey?: string | undefined
  /** Origins of pages, such as `https://app.test`, that may use it besides those on this machine. */
  readonly origins?: readonly string[] | undefined
  /** Told what happens besides the conversation. Default silent. */
  readonly log?: ((line: string) => void) | undefined
}
