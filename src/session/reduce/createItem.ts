import { VoiceError } from '../../base/errors.ts'
import type { NewItem } from '../../protocol/items.ts'
import { codeOf } from '../../protocol/serverErrors.ts'
import type { ServerErrorBody } from '../../protocol/serverEvents.ts'
import { changeItem, findItem, forgetItem, isHidden, placeItem } from '../conversation.ts'
import { readItem } from '../readItem.ts'
import type { SessionState } from '../state.ts'
import { facts } from './failure.ts'
import { post } from './post.ts'
import type { Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** Shows an item of ours at once, and says it as soon as there is a line. One without an id is shown when the service names it. */
export function createItem(
  state: SessionState,
  item: NewItem,
  previous: string | undefined,
  nowMs: number,
  eventId = item.id,
): Step {
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

/** The service did not take an item of ours: it says so where it stands. `null` for every other complaint. */
export function refuseItem(state: SessionState, error: ServerErrorBody): Step | null {
  const id = error.event_id ?? ''
  if (findItem(state.conversation, id)?.status !== 'pending') return null
  const reason = codeOf(error)
  const problem = new VoiceError('item_refused', { details: { reason }, cause: facts(error) })
  const conversation = changeItem(state.conversation, id, (item) => ({
    ...item,
    status: 'failed',
    problem,
  }))
  return trouble({ ...state, conversation }, problem)
}
