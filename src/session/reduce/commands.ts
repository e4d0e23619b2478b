import { placeItem } from '../conversation.ts'
import type { ClientEvent } from '../../protocol/clientEvents.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { without } from '../turn.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { nothing, andThen, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** Says it now, or as soon as there is a line. */
const post = (state: SessionState, event: ClientEvent): Step =>
  state.connection.status === 'connected'
    ? [state, [{ type: 'send', event }]]
    : [{ ...state, outbox: [...state.outbox, event] }, nothing]

/** What the user and the app do. */
export const commands: Rows<
  | 'text.sent'
  | 'interrupt'
  | 'error.cleared'
  | 'trouble'
  | 'microphone.live'
  | 'tool.called'
  | 'tool.answered'
> = {
  'text.sent': (state, { itemId, text, role, respond }, nowMs) => {
    const item: ConversationItem = {
      id: itemId,
      role,
      kind: 'message',
      status: 'pending',
      text,
      spoken: false,
      createdAtMs: nowMs,
    }
    const conversation = placeItem(state.conversation, item, undefined)
    const message: ClientEvent = {
      type: 'conversation.item.create',
      item: { id: itemId, type: 'message', role, content: [{ type: 'input_text', text }] },
    }
    const shown: SessionState = { ...state, conversation }
    if (!respond) return post(shown, message)
    return andThen(
      andThen(barge(shown, 'text'), (cut) => post(cut, message)),
      (said) => create(said),
    )
  },
  interrupt: (state) => barge(state, 'interrupt'),
  'error.cleared': (state) =>
    state.error === null ? unchanged(state) : [{ ...state, error: null }, nothing],
  trouble: (state, { error }) => trouble(state, error),
  // Somebody allowed it or connected one: what was wrong with it is over.
  'microphone.live': (state) =>
    state.error?.area === 'microphone' || state.error?.area === 'page'
      ? [{ ...state, error: null }, nothing]
      : unchanged(state),
  'tool.called': (state, { callId }) =>
    state.turn.openCalls.includes(callId)
      ? unchanged(state)
      : [
          { ...state, turn: { ...state.turn, openCalls: [...state.turn.openCalls, callId] } },
          nothing,
        ],
  'tool.answered': (state, { callId, output }) => {
    if (!state.turn.openCalls.includes(callId)) return unchanged(state)
    const openCalls = without(state.turn.openCalls, callId)
    const answered = post(
      { ...state, turn: { ...state.turn, openCalls } },
      {
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id: callId, output },
      },
    )
    const isLast = openCalls.length === 0 && state.turn.hears === false
    return isLast ? andThen(answered, (all) => create(all)) : answered
  },
}
