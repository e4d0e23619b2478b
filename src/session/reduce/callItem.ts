import { changeItem, type Conversation } from '../conversation.ts'
import type { ConversationItem, ToolCall } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'

/** The item of a call, or of a remote server's question; not the one of its answer. */
export const findCall = ({ items }: Conversation, callId: string): ConversationItem | undefined =>
  items.findLast(({ kind, call }) => call?.callId === callId && kind !== 'tool-output')

/** Changes what is shown of a call. The same state when it is not shown. */
export function changeCall(
  state: SessionState,
  callId: string,
  facts: Partial<ConversationItem>,
  call: Partial<ToolCall> = {},
): SessionState {
  const id = findCall(state.conversation, callId)?.id ?? ''
  const conversation = changeItem(state.conversation, id, (item) => ({
    ...item,
    ...facts,
    ...(item.call && { call: { ...item.call, ...call } }),
  }))
  return conversation === state.conversation ? state : { ...state, conversation }
}
