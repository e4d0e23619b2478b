import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import { withChange } from '../protocol/settings.ts'
import { noAgreement, type Agreement } from './Agreement.ts'
import type { BargeIn } from './BargeIn.ts'
import type { Connection } from './Connection.ts'
import { emptyConversation, type Conversation } from './conversation.ts'
import type { ConversationItem } from './ConversationItem.ts'
import type { WordTime } from './heardWords.ts'
import { noMeasures, type Measuring } from './Measures.ts'
import type { ToolDefinition } from './Tool.ts'
import { restingTurn, type Turn } from './turn.ts'

/** What another model writes down of a turn. */
export type Words = Pick<ConversationItem, 'text' | 'transcription' | 'segments'>

/** A call that is ours to answer, and that was taken up: from then on it is as it was then. */
export interface TakenCall {
  readonly callId: string
  readonly itemId: string
  readonly responseId: string
  readonly name: string
  /** Another call of this id was open: it is told from this one by its item. */
  readonly isRefused: boolean
}

/** All that a session knows. Changed by `reduce` and by nothing else. */
export interface SessionState {
  readonly connection: Connection
  /** Who is at the other end of the line, or of the last one; before the first, who would be. */
  readonly service: Pick<Endpoint, 'provider' | 'dialect'> | null
  readonly turn: Turn
  readonly conversation: Conversation
  /** In force, as the service confirmed it. */
  readonly settings: SessionSettings
  /** Asked for by the app; sent on every new line. */
  readonly wantedSettings: SessionSettings
  readonly agreement: Agreement
  /** Who decides that the user talks over the answer. */
  readonly bargeIn: BargeIn
  /** When the user cut the answer and no words came of it, in milliseconds since the Unix epoch. The last few. */
  readonly wordlessCutsMs: readonly number[]
  readonly tools: readonly ToolDefinition[]
  /** Tools were given to us: from then on every call is ours to answer, and not the app's. */
  readonly runsTools: boolean
  /** Every call that was taken up in this conversation: each is run once. */
  readonly calls: readonly TakenCall[]
  /** How many of them came before the user last spoke, or the app last asked for an answer: the limit of a turn counts from there. */
  readonly callsBefore: number
  readonly measures: Measuring
  /** Words of turns that are not known yet, by item. The last few. */
  readonly earlyWords: Readonly<Record<string, Words>>
  /** The words of messages in several parts, by item. The last few. */
  readonly parts: Readonly<Record<string, Readonly<Record<number, string>>>>
  /** When each word is spoken, by sound (see `soundId`), where the service says so. The last few. */
  readonly wordTimes: Readonly<Record<string, readonly WordTime[]>>
  readonly expiresAt: Date | null
  readonly error: VoiceError | null
  /** What the service complained of on this line: it explains the close that follows. */
  readonly complaint: VoiceError | null
  /** What waits for the line. */
  readonly outbox: readonly ClientEvent[]
}

export const initialState = (
  settings: SessionSettings,
  service: SessionState['service'] = null,
): SessionState => {
  const wantedSettings = withChange({}, settings)
  return {
    connection: { status: 'idle' },
    service,
    turn: restingTurn,
    conversation: emptyConversation,
    settings: wantedSettings,
    wantedSettings,
    agreement: noAgreement,
    bargeIn: 'server',
    wordlessCutsMs: [],
    tools: [],
    runsTools: false,
    calls: [],
    callsBefore: 0,
    measures: noMeasures,
    earlyWords: {},
    parts: {},
    wordTimes: {},
    expiresAt: null,
    error: null,
    complaint: null,
    outbox: [],
  }
}
