import type { Scenario } from './brain/Scenario.ts'
import type { TranscriptionOptions } from './engine/InputTranscription.ts'

/** What a simulated session is made of, as data: it is sent to a Worker. */
export interface PageSettings {
  readonly model: string
  readonly brain: string
  readonly scenario: Scenario | null
  readonly clips: Readonly<Record<string, Int16Array>>
  readonly pace: number | undefined
  readonly latencyMs: number | undefined
  readonly transcription: TranscriptionOptions | undefined
}

/** From the page to its simulator; `start` comes first, once. */
export type ToSimulator =
  | { readonly type: 'start'; readonly settings: PageSettings; readonly weights: Float64Array }
  | { readonly type: 'event'; readonly event: object }

/** From the simulator to the page. */
export type FromSimulator =
  | { readonly type: 'event'; readonly event: object }
  | { readonly type: 'log'; readonly line: string }
