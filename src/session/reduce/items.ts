import { VoiceError } from '../../base/errors.ts'
import type { Item } from '../../protocol/items.ts'
import { changeItem, findItem, hideItem, isHidden, placeItem } from '../conversation.ts'
import { finishItem, settleOthers } from '../finishItem.ts'
import { readItem } from '../readItem.ts'
import type { SessionState } from '../state.ts'
import { isTaken } from './callItem.ts'
import { commitSpoken } from './spoken.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

const withConversation = (
  state: SessionState,
  conversation: SessionState['conversation'],
): SessionState => (conversation === state.conversation ? state : { ...state, conversation })

/** Shows an item of the conversation where the service says, or adds what it says of one that is shown. */
export function showItem(
  state: SessionState,
  item: Item,
  previous: string | null | undefined,
  nowMs: number,
): Step {
  const shown = readItem(item, nowMs)
  const settled = settleOthers(state.conversation, item)
  if (shown === null)
    return [withConversation(state, hideItem(settled, item.id, previous)), nothing]
  const isNewTurn = shown.role === 'user' && shown.spoken && !findItem(settled, item.id)
  const [placed, effects] = isNewTurn
    ? commitSpoken(withConversation(state, settled), item.id, previous, nowMs)
    : unchanged(withConversation(state, placeItem(settled, shown, previous)))
  if (isTaken(state, item.id)) return [placed, effects]
  const conversation = changeItem(placed.conversation, item.id, (one) => finishItem(one, shown))
  return [withConversation(placed, conversation), effects]
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
    showItem(state, event.item, event.previous_item_id, nowMs),
  'conversation.item.created': (state, event, nowMs) =>
    showItem(state, event.item, event.previous_item_id, nowMs),
  'conversation.item.done': (state, event, nowMs) =>
    showItem(state, event.item, event.previous_item_id, nowMs),
  // It stands where it stood: nothing is said of its place.
  'conversation.item.retrieved': (state, { item }, nowMs) =>
    findItem(state.conversation, item.id)
      ? showItem(state, item, undefined, nowMs)
      : unchanged(state),
  // Where the service carries the sound, it truncates by itself, and this is how we hear of it.
  'conversation.item.truncated': (state, event) => {
    const { item_id: id, audio_end_ms: heardMs } = event
    if (isHidden(state.conversation, id)) return unchanged(state)
    if (!findItem(state.conversation, id)) {
      const details = { what: 'an event for an item that is not known' }
      return trouble(state, new VoiceError('protocol_warning', { details }))
    }
    const conversation = changeItem(state.conversation, id, (item) =>
      item.heardMs === undefined ? { ...item, status: 'interrupted', heardMs } : item,
    )
    return [withConversation(state, conversation), nothing]
  },
  'conversation.item.deleted': (state, { item_id: id }) => {
    // One that was cut before it was heard is deleted there so that the model knows; here it is still shown.
    if (findItem(state.conversation, id)?.status === 'interrupted') return unchanged(state)
    return [withConversation(state, hideItem(state.conversation, id)), nothing]
  },
}
