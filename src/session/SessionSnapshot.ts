import type { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import type { Refusals } from './Agreement.ts'
import type { BargeIn } from './BargeIn.ts'
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
  /** Who is at the other end of the line, or of the last one; before the first, who would be called. */
  readonly service: SessionState['service']
  /** In force, as the service confirmed it. */
  readonly settings: SessionSettings
  /** Asked for by the app. Differs from `settings` until the service has answered, and where a change waits for the next line. */
  readonly wantedSettings: SessionSettings
  /** Who decides that the user talks over the answer. With `off` the user is not heard meanwhile. */
  readonly bargeIn: BargeIn
  /** By the name of a setting, why it was not taken on this line. */
  readonly refusedSettings: Refusals
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
  service: state.service,
  settings: state.settings,
  wantedSettings: state.wantedSettings,
  bargeIn: state.bargeIn,
  refusedSettings: state.agreement.refusals,
  measures: state.measures,
  expiresAt: state.expiresAt,
  error: state.error,
})
