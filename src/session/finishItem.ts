import { patched } from '../base/patched.ts'
import type { Item } from '../protocol/items.ts'
import { changeItem, type Conversation } from './conversation.ts'
import type { ConversationItem } from './ConversationItem.ts'

/** In the order in which an item goes through them. All others are its end. */
const OPEN: readonly ConversationItem['status'][] = [
  'pending',
  'in-progress',
  'awaiting-approval',
  'running',
]

export const isOpen = ({ status }: ConversationItem): boolean => OPEN.includes(status)

/** A remote (MCP) call that was waited for long enough. Its server may come back all the same. */
export const isGivenUp = ({ kind, status }: ConversationItem): boolean =>
  kind === 'mcp-call' && status === 'incomplete'

/** The later of the two: an item never goes back, and how it ended stands. */
function later(before: ConversationItem, now: ConversationItem): ConversationItem['status'] {
  if (isGivenUp(before) && !isOpen(now)) return now.status
  if (!isOpen(before)) return before.status
  const isBehind = isOpen(now) && OPEN.indexOf(now.status) < OPEN.indexOf(before.status)
  return isBehind ? before.status : now.status
}

/** What the service says of an item, added to what is known of it. The same object when that is nothing. */
export function finishItem(known: ConversationItem, now: ConversationItem): ConversationItem {
  if (known.kind !== now.kind) return known
  // It was given up, or blamed for something else: now it is there.
  const before: ConversationItem =
    known.problem?.code === 'item_refused'
      ? { ...known, status: 'pending', problem: undefined }
      : known
  const isHeard = before.role === 'user' && before.spoken
  // The words of what the user said are another model's, and may be there already; those of a cut answer stand.
  const isWritten = isHeard ? before.transcription === 'done' : !isOpen(before)
  const text = isWritten || now.text === '' ? before.text : now.text
  return patched(before, {
    status: later(before, now),
    text,
    spoken: before.spoken || now.spoken,
    ...(isHeard && text !== before.text && { transcription: 'done' as const }),
    ...(before.call &&
      now.call && {
        call: patched(before.call, {
          arguments: now.call.arguments || before.call.arguments,
          output: before.call.output ?? now.call.output,
        }),
      }),
  })
}

/** What an item says of another one: an output ends its call, an answer its question. */
export function settleOthers(conversation: Conversation, item: Item): Conversation {
  const end = (id: string | null | undefined, status: ConversationItem['status']) =>
    changeItem(conversation, id ?? '', (one) => (isOpen(one) ? { ...one, status } : one))
  switch (item.type) {
    case 'function_call_output': {
      const { call_id, output } = item
      const asked = conversation.items.filter(
        ({ kind, call }) => kind === 'tool-call' && call?.callId === call_id,
      )
      // Where ids are used again, it is not the answer of a call that came after it.
      if (asked.some(({ call }) => call?.output === output)) return conversation
      return changeItem(conversation, asked.at(-1)?.id ?? '', (one) =>
        patched(one, {
          status: isOpen(one) ? 'completed' : one.status,
          ...(one.call && { call: patched(one.call, { output: one.call.output ?? output }) }),
        }),
      )
    }
    case 'mcp_approval_response':
      return end(item.approval_request_id, item.approve ? 'completed' : 'rejected')
    case 'mcp_call':
      return end(item.approval_request_id, 'completed')
    default:
      return conversation
  }
}
