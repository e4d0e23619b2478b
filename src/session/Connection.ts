import type { VoiceError } from '../base/errors.ts'

export type ConnectingStep = 'authorizing' | 'opening' | 'configuring'

/** Whether there is a line to the service. Says nothing about who is talking. */
export type Connection =
  | { readonly status: 'idle' }
  | {
      readonly status: 'connecting'
      readonly step: ConnectingStep
      /** When each step began, in milliseconds since the Unix epoch. */
      readonly since: Readonly<Partial<Record<ConnectingStep, number>>>
    }
  | { readonly status: 'connected'; readonly sessionId: string; readonly connectedAtMs: number }
  | {
      readonly status: 'reconnecting'
      readonly attempt: number
      readonly retryInMs: number
      readonly error: VoiceError
    }
  | {
      readonly status: 'closed'
      readonly connectedAtMs: number | null
      readonly closedAtMs: number
    }
  | {
      readonly status: 'failed'
      readonly error: VoiceError
      /** When the conversation began that the line broke; null when there never was one. */
      readonly connectedAtMs: number | null
    }
