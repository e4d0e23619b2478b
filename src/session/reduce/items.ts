import { VoiceError } from '../../base/errors.ts'
import { itemText, type Item } from '../../protocol/items.ts'
import { changeItem, findItem, placeItem, removeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { isCut } from '../turn.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** A wire item as a reader sees it; `null` for kinds that are not shown. */
export function readItem(item: Item, nowMs: number): ConversationItem | null {
  if (item.type !== 'message') return null
  const isSpoken = item.content.some((part) => part.type.endsWith('audio'))
  return {
    id: item.id,
    role: item.role,
    kind: 'message',
    status: item.status === 'in_progress' ? 'in-progress' : 'completed',
    text: itemText(item),
    spoken: isSpoken,
    createdAtMs: nowMs,
  }
}

/** What the finished item adds to what was streamed. An item that was cut stays as it was cut. */
const finish = (before: ConversationItem, now: ConversationItem): ConversationItem => {
  if (before.status !== 'in-progress' && before.status !== 'pending') return before
  const text = now.text === '' ? before.text : now.text
  return { ...before, status: now.status, text, spoken: before.spoken || now.spoken }
}

function added(
  state: SessionState,
  item: Item,
  after: string | null | undefined,
  nowMs: number,
): Step {
  const shown = readItem(item, nowMs)
  if (shown === null || isCut(state.turn, state.turn.of[item.id])) return unchanged(state)
  const placed = placeItem(state.conversation, shown, after)
  const conversation = changeItem(placed, item.id, (before) =>
    before.status === 'pending' ? { ...before, status: 'completed' } : before,
  )
  if (conversation === state.conversation) return unchanged(state)
  return [{ ...state, conversation }, nothing]
}

/** The conversation as the service keeps it. */
export const items: Rows<
  | 'conversation.item.added'
  | 'conversation.item.created'
  | 'conversation.item.done'
  | 'conversation.item.retrieved'
  | 'conversation.item.truncated'
  | 'conversation.item.deleted'
> = {
  'conversation.item.added': (state, event, nowMs) =>
    added(state, event.item, event.previous_item_id, nowMs),
  'conversation.item.created': (state, event, nowMs) =>
    added(state, event.item, event.previous_item_id, nowMs),
  'conversation.item.done': (state, event, nowMs) => {
    const [placed] = added(state, event.item, event.previous_item_id, nowMs)
    const shown = readItem(event.item, nowMs)
    if (shown === null) return [placed, nothing]
    const conversation = changeItem(placed.conversation, shown.id, (one) =>
      one.role === 'user' && one.spoken ? one : finish(one, shown),
    )
    return conversation === placed.conversation
      ? [placed, nothing]
      : [{ ...placed, conversation }, nothing]
  },
  'conversation.item.retrieved': unchanged,
  // Where the service carries the sound, it truncates by itself, and this is how we hear of it.
  'conversation.item.truncated': (state, event) => {
    if (!findItem(state.conversation, event.item_id)) {
      const details = { what: 'an event for an item that is not known' }
      return trouble(state, new VoiceError('protocol_warning', { details }))
    }
    const conversation = changeItem(state.conversation, event.item_id, (item) =>
      item.heardMs === undefined
        ? { ...item, status: 'interrupted', heardMs: event.audio_end_ms }
        : item,
    )
    return [{ ...state, conversation }, nothing]
  },
  'conversation.item.deleted': (state, event) => {
    // One that was cut before it was heard is deleted there so that the model knows; here it is still shown.
    if (findItem(state.conversation, event.item_id)?.status === 'interrupted')
      return unchanged(state)
    return [{ ...state, conversation: removeItem(state.conversation, event.item_id) }, nothing]
  },
}
