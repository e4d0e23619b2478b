import { changeItem, findItem } from '../conversation.ts'
import type { ConversationItem, ToolCall } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'

/** Whether an item is a call that was taken up: what becomes of it is ours to say from then on, and nobody changes its words. */
export const isTaken = ({ calls }: SessionState, itemId: string): boolean =>
  calls.some((one) => one.itemId === itemId)

/** The item of a call, or of a remote server's question; not the one of its answer. Of calls of one id, the one that was taken up last. */
export function findCall(
  { calls, conversation }: SessionState,
  callId: string,
): ConversationItem | undefined {
  const taken = calls.findLast((one) => one.callId === callId && !one.isRefused)
  if (taken) return findItem(conversation, taken.itemId)
  return conversation.items.findLast(
    ({ kind, call }) => call?.callId === callId && kind !== 'tool-output',
  )
}

/** Changes what is shown of a call. The same state when it is not shown. */
export function changeCall(
  state: SessionState,
  itemId: string | undefined,
  facts: Partial<ConversationItem>,
  call: Partial<ToolCall> = {},
): SessionState {
  const conversation = changeItem(state.conversation, itemId ?? '', (item) => ({
    ...item,
    ...facts,
    ...(item.call && { call: { ...item.call, ...call } }),
  }))
  return conversation === state.conversation ? state : { ...state, conversation }
}
