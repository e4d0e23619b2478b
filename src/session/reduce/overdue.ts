import { changeItem, findItem, forgetItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import { REMOTE_CALL_MS } from '../remoteCallMs.ts'
import type { SessionState } from '../state.ts'
import { failItem } from './createItem.ts'
import { openTurn } from './endTurn.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

/** A service says a moment later what became of an item; one of which it says nothing for so long has no end. */
const OVERDUE_MS = 30_000

/** Whether an item is open, and nothing that goes on is going to end it: no speech, no call of ours and no response; or was said and is not confirmed. */
function isLeft(state: SessionState, item: ConversationItem): boolean {
  const { hears, openCalls, response, of } = state.turn
  // What waits for the line was not said yet.
  if (item.status === 'pending') return state.connection.status === 'connected'
  if (item.status !== 'in-progress' && item.status !== 'running') return false
  if (item.role === 'user') return hears !== 'service' || openTurn(state)?.id !== item.id
  if (item.call && openCalls.includes(item.call.callId)) return false
  // A remote call has a patience of its own while its response runs, and may outlive it.
  if (item.kind === 'mcp-call' && response !== null) return false
  return of[item.id] !== response
}

const leftIn = (state: SessionState): readonly ConversationItem[] =>
  state.conversation.items.filter((item) => isLeft(state, item))

/** Looks after what was left open by this step. */
export function watchItems(before: SessionState, step: Step): Step {
  const [after] = step
  if (after === before) return step
  const left = leftIn(after)
  if (left.length === 0) return step
  const known = leftIn(before).map(({ id }) => id)
  const wakes = left
    .filter(({ id }) => !known.includes(id))
    .map(({ id, kind }): Effect => ({
      type: 'wake',
      afterMs: kind === 'mcp-call' ? REMOTE_CALL_MS : OVERDUE_MS,
      event: { type: 'item.overdue', itemId: id },
    }))
  return andThen(step, (state) => [state, wakes])
}

export const overdue: Rows<'item.overdue'> = {
  'item.overdue': (state, { itemId }) => {
    const { conversation } = state
    const item = findItem(conversation, itemId)
    if (item === undefined || !isLeft(state, item)) return unchanged(state)
    if (item.status === 'pending')
      return failItem(state, itemId, 'the service did not confirm it within 30 s')
    return [
      {
        ...state,
        conversation:
          // A turn that is not taken never came to be.
          item.role === 'user'
            ? forgetItem(conversation, itemId)
            : changeItem(conversation, itemId, (one) => ({ ...one, status: 'incomplete' })),
      },
      nothing,
    ]
  },
}
