import type { Brain } from '../brain/Brain.ts'
import type { FaultAction } from '../faults/FaultRule.ts'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import type { Hearing } from '../hearing/Hearing.ts'
import type { Voice } from '../voice/Voice.ts'
import type { Clock } from './Clock.ts'
import type { SessionUpdate } from './EffectiveSession.ts'
import type { TranscriptionOptions } from './InputTranscription.ts'
import type { Said } from './Wire.ts'

export interface SimulatedSessionOptions {
  /** Carries one frame to the client. @param event - The same in GA words, whatever the client's dialect. */
  readonly send: (frame: object, event: Said) => void
  /** Default GA. */
  readonly dialect?: ServiceDialect | undefined
  readonly brain: Brain
  /** Makes the ears; called when turn detection is switched on. */
  readonly createHearing: () => Hearing
  /** Without one a soft tone stands for words. */
  readonly voice?: Voice | null | undefined
  /** 24 kHz mono PCM16, for the `clip` of a reply. */
  readonly clips?: Readonly<Record<string, Int16Array>> | undefined
  /** Default `gpt-realtime`. */
  readonly model?: string | undefined
  /** What it starts with besides the dialect's defaults, checked by `readSession`: a client secret may hold it. */
  readonly startWith?: SessionUpdate | undefined
  /** Times real time at which answers are sent; 0 sends at once. Default 4: the real services are ahead of the ear too. */
  readonly pace?: number | undefined
  /** How long it thinks before the first word. Default 0. */
  readonly latencyMs?: number | undefined
  /** How long a session may last, in milliseconds: then `session_expired`, and `hangUp`. Default an hour; more than 1e12 is taken for that. */
  readonly sessionTtlMs?: number | undefined
  /** A reply has come to a fault that is the line's. Without it such a fault is only logged. */
  readonly onFault?: ((action: FaultAction) => void) | undefined
  /** The service ends the line: the session has said its last word. */
  readonly hangUp?: ((code: number, reason: string) => void) | undefined
  readonly transcription?: TranscriptionOptions | undefined
  readonly clock?: Clock | undefined
  /** 0 to 1, for ids. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  readonly log?: ((line: string) => void) | undefined
}
