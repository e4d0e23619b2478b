import type { Scenario } from './brain/Scenario.ts'
import type { TranscriptionOptions } from './engine/InputTranscription.ts'
import type { FaultRule } from './faults/FaultRule.ts'
import type { SpeechAsked, SpeechGiven } from './voice/PortVoice.ts'

/** What a simulated session is made of, as data: it is sent to a Worker. */
export interface PageSettings {
  readonly model: string
  readonly brain: string
  readonly scenario: Scenario | undefined
  readonly clips: Readonly<Record<string, Int16Array>>
  /** Whether the page answers when it is asked to speak. */
  readonly hasVoice: boolean
  readonly faults: readonly FaultRule[]
  readonly pace: number | undefined
  readonly latencyMs: number | undefined
  readonly sessionTtlMs: number | undefined
  readonly transcription: TranscriptionOptions | undefined
}

/** From the page to its simulator; `start` comes first, once. */
export type ToSimulator =
  | { readonly type: 'start'; readonly settings: PageSettings; readonly weights: Float64Array }
  /** Text, as on a socket: a fault may make it no JSON at all. */
  | { readonly type: 'frame'; readonly text: string }
  | SpeechGiven

/** From the simulator to the page. */
export type FromSimulator =
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly text: string }
  /** The line is gone, with the code and reason that a socket would give. */
  | { readonly type: 'closed'; readonly code: number; readonly reason: string }
  | { readonly type: 'log'; readonly line: string }
  | SpeechAsked
