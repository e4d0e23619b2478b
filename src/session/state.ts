import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import { DEFAULT_SETTINGS } from '../protocol/settings.ts'
import type { Connection } from './Connection.ts'
import { emptyConversation, type Conversation } from './conversation.ts'
import { noMeasures, type Measures } from './Measures.ts'
import type { ToolDefinition } from './Tool.ts'
import { restingTurn, type Turn } from './turn.ts'

/** All that a session knows. Changed by `reduce` and by nothing else. */
export interface SessionState {
  readonly connection: Connection
  /** Who is at the other end of the line, or of the last one; null before the first. */
  readonly service: Pick<Endpoint, 'provider' | 'dialect'> | null
  readonly turn: Turn
  readonly conversation: Conversation
  /** In force, as the service confirmed it. */
  readonly settings: SessionSettings
  /** Asked for by the app; sent on every new line. */
  readonly wantedSettings: SessionSettings
  /** What the line was told at its beginning. */
  readonly sentSettings: SessionSettings
  readonly tools: readonly ToolDefinition[]
  readonly measures: Measures
  /** Words of turns that are not known yet, by item. The last few. */
  readonly earlyWords: Readonly<Record<string, string>>
  readonly expiresAt: Date | null
  readonly error: VoiceError | null
  /** What the service complained of on this line: it explains the close that follows. */
  readonly complaint: VoiceError | null
  /** What waits for the line. */
  readonly outbox: readonly ClientEvent[]
}

export const initialState = (settings: SessionSettings): SessionState => {
  const wantedSettings = { ...DEFAULT_SETTINGS, ...settings }
  return {
    connection: { status: 'idle' },
    service: null,
    turn: restingTurn,
    conversation: emptyConversation,
    settings: wantedSettings,
    wantedSettings,
    sentSettings: wantedSettings,
    tools: [],
    measures: noMeasures,
    earlyWords: {},
    expiresAt: null,
    error: null,
    complaint: null,
    outbox: [],
  }
}
