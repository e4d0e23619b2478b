import type { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import type { Connection } from './Connection.ts'
import type { ConversationItem } from './ConversationItem.ts'
import type { Measures } from './Measures.ts'
import type { SessionState } from './state.ts'
import { modelStatus, type ModelStatus, type Turn } from './turn.ts'

/** All that there is to see of a session. Immutable; a part that did not change is the same object. Holds no audio and no secret. */
export interface SessionSnapshot {
  readonly connection: Connection
  readonly turn: Turn
  readonly modelStatus: ModelStatus
  readonly conversation: { readonly items: readonly ConversationItem[] }
  /** In force, as the service confirmed it. */
  readonly settings: SessionSettings
  /** What was counted and timed: latency by turn, tokens, rate limits. */
  readonly measures: Measures
  /** When the service ends this session, if it says so. */
  readonly expiresAt: Date | null
  /** The last error of severity `error`; gone when connected again, or by `clearError()`. */
  readonly error: VoiceError | null
}

export const toSnapshot = (state: SessionState): SessionSnapshot => ({
  connection: state.connection,
  turn: state.turn,
  modelStatus: modelStatus(state.turn),
  conversation: state.conversation,
  settings: state.settings,
  measures: state.measures,
  expiresAt: state.expiresAt,
  error: state.error,
})
