import { VoiceError } from '../../base/errors.ts'
import type { NewItem } from '../../protocol/items.ts'
import { codeOf } from '../../protocol/serverErrors.ts'
import type { ServerErrorBody } from '../../protocol/serverEvents.ts'
import { changeItem, findItem, forgetItem, isHidden, placeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import { readItem } from '../readItem.ts'
import type { SessionState } from '../state.ts'
import { facts } from './failure.ts'
import { post } from './post.ts'
import { unchanged, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** Shows an item of ours at once, and says it as soon as there is a line. One without an id is shown when the service names it. */
export function createItem(
  state: SessionState,
  item: NewItem,
  previous: string | undefined,
  nowMs: number,
  eventId = item.id,
): Step {
  // Nobody is there to take it, and nobody is coming.
  if (['idle', 'closed', 'failed'].includes(state.connection.status)) return unchanged(state)
  const { id } = item
  const shown = id === undefined ? null : readItem({ ...item, id }, nowMs)
  // The app brings back what it had taken out.
  const before =
    shown && isHidden(state.conversation, shown.id)
      ? forgetItem(state.conversation, shown.id)
      : state.conversation
  const conversation = shown ? placeItem(before, { ...shown, status: 'pending' }, previous) : before
  return post(
    { ...state, conversation },
    {
      type: 'conversation.item.create',
      // The name of the request is that of the item, so that a refusal finds it.
      ...(eventId !== undefined && { event_id: eventId }),
      ...(previous !== undefined && { previous_item_id: previous }),
      item,
    },
  )
}

/** It is not part of the conversation, and says so where it stands. */
export function failItem(state: SessionState, id: string, reason: string, cause?: unknown): Step {
  const problem = new VoiceError('item_refused', { details: { reason }, cause })
  const conversation = changeItem(state.conversation, id, (item) => ({
    ...item,
    status: 'failed',
    problem,
  }))
  return trouble({ ...state, conversation }, problem)
}

/** Which item an error is about. Where it names no request, what it names of one tells; services answer in order. */
function refusedItem(
  { connection, conversation }: SessionState,
  { event_id, param }: ServerErrorBody,
): ConversationItem | undefined {
  if (event_id) return findItem(conversation, event_id)
  // While connecting, what is pending was not said yet.
  const isOfOne =
    connection.status === 'connected' && /^(item\b|previous_item_id$)/.test(param ?? '')
  return isOfOne ? conversation.items.find(({ status }) => status === 'pending') : undefined
}

/** The service did not take an item of ours. `null` for every other complaint. */
export function refuseItem(state: SessionState, error: ServerErrorBody): Step | null {
  const item = refusedItem(state, error)
  return item?.status === 'pending' ? failItem(state, item.id, codeOf(error), facts(error)) : null
}
