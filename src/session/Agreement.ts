import type { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'

/** A `session.update` that the service has not answered yet. */
export interface SettingsUpdate {
  /** Its `event_id`. */
  readonly id: string
  readonly settings: SessionSettings
  readonly withTools: boolean
}

/** By the name of a setting, why it was not taken on this line. */
export type Refusals = Readonly<Record<string, VoiceError>>

/** What is agreed on this line about settings, and what is still open. */
export interface Agreement {
  /** What the app wanted when the line began: what it changed since then is sent when the line stands. */
  readonly begunWith: SessionSettings | null
  /** Oldest first: the service answers in order. */
  readonly open: readonly SettingsUpdate[]
  /** How many were sent. */
  readonly count: number
  readonly refusals: Refusals
  /** What the service turned out not to have, such as `inputTranscription.prompt`. */
  readonly absent: readonly string[]
}

export const noAgreement: Agreement = {
  begunWith: null,
  open: [],
  count: 0,
  refusals: {},
  absent: [],
}
