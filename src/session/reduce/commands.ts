import { placeItem } from '../conversation.ts'
import type { ClientEvent } from '../../protocol/clientEvents.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { post } from './post.ts'
import { nothing, andThen, unchanged, type Rows } from './Step.ts'
import { trouble } from './trouble.ts'

/** What the user and the app do. */
export const commands: Rows<
  | 'text.sent'
  | 'interrupt'
  | 'error.cleared'
  | 'trouble'
  | 'microphone.live'
  | 'image.sent'
  | 'event.wanted'
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
  'image.sent': (state, { itemId, image, text, respond }, nowMs) => {
    const item: ConversationItem = {
      id: itemId,
      role: 'user',
      kind: 'message',
      status: 'pending',
      text,
      images: [image],
      spoken: false,
      createdAtMs: nowMs,
    }
    const shown = { ...state, conversation: placeItem(state.conversation, item, undefined) }
    const message: ClientEvent = {
      type: 'conversation.item.create',
      item: {
        id: itemId,
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_image', image_url: image.url, detail: image.detail ?? 'auto' },
          ...(text === '' ? [] : [{ type: 'input_text', text } as const]),
        ],
      },
    }
    if (!respond) return post(shown, message)
    return andThen(
      andThen(barge(shown, 'text'), (cut) => post(cut, message)),
      (said) => create(said),
    )
  },
  'event.wanted': (state, { event }) => post(state, event),
  interrupt: (state) => barge(state, 'interrupt'),
  'error.cleared': (state) =>
    state.error === null ? unchanged(state) : [{ ...state, error: null }, nothing],
  trouble: (state, { error }) => trouble(state, error),
  // Somebody allowed it or connected one: what was wrong with it is over.
  'microphone.live': (state) =>
    state.error?.area === 'microphone' || state.error?.area === 'page'
      ? [{ ...state, error: null }, nothing]
      : unchanged(state),
}
