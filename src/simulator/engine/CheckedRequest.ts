import type { ResponseRequest } from '../../protocol/clientEvents.ts'
import type { VoiceName } from './EffectiveSession.ts'
import type { SessionTool } from './SessionTool.ts'

/** What a `response.create` says, checked; left-out fields come from the session. */
export type CheckedRequest = Omit<ResponseRequest, 'input'> & {
  /** Each is checked where it becomes an item. */
  readonly input?: readonly object[]
  readonly audio?: { readonly output?: { readonly voice?: VoiceName; readonly format?: object } }
  readonly tools?: readonly SessionTool[]
  readonly tool_choice?: unknown
  /** GA has none. */
  readonly temperature?: number
}
