import type { ClientEvent } from '../../protocol/clientEvents.ts'
import { hideItem } from '../conversation.ts'
import type { SessionState } from '../state.ts'
import { create, requestCancel } from './create.ts'
import { createItem } from './createItem.ts'
import { post, sayNow } from './post.ts'
import { postSound } from './postSound.ts'
import { withoutSpeech } from './spoken.ts'
import { unchanged, type Rows, type Step } from './Step.ts'

/** Gone at once, and for good: the service need only hear of what it was told. */
function deleteItem(
  state: SessionState,
  event: Extract<ClientEvent, { type: 'conversation.item.delete' }>,
): Step {
  const { item_id: id } = event
  const outbox = state.outbox.filter(
    (waiting) => waiting.type !== 'conversation.item.create' || waiting.item.id !== id,
  )
  return sayNow({ ...state, outbox, conversation: hideItem(state.conversation, id) }, event)
}

/** What the app says on the wire itself. Items, sound and settings wait for the line; all else is about this one. */
export const raw: Rows<'event.wanted'> = {
  'event.wanted': (state, { event }, nowMs): Step => {
    const { status } = state.connection
    if (status === 'idle' || status === 'closed' || status === 'failed') return unchanged(state)
    switch (event.type) {
      case 'conversation.item.create':
        return createItem(state, event.item, event.previous_item_id, nowMs, event.event_id)
      case 'conversation.item.delete':
        return deleteItem(state, event)
      case 'response.create':
        return create(state, event.response)
      case 'response.cancel':
        return status === 'connected' || event.response_id === undefined
          ? requestCancel(state, event.response_id)
          : unchanged(state)
      case 'input_audio_buffer.append':
        return postSound(state, event)
      case 'input_audio_buffer.clear':
      case 'session.update':
        return post(state, event)
      // The app says that the turn is over: the service answers none that it did not end itself.
      case 'input_audio_buffer.commit':
        return post(withoutSpeech(state), event)
      default:
        return sayNow(state, event)
    }
  },
}
