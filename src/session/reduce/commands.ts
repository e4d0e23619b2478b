import type { NewItem } from '../../protocol/items.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { createItem } from './createItem.ts'
import { andThen, type Rows, type Step } from './Step.ts'
import { stopCalls } from './calls.ts'

/** Shows and says an item; one that wants an answer cuts the one that is running. */
function say(state: SessionState, item: NewItem, respond: boolean, nowMs: number): Step {
  const said = (next: SessionState) => createItem(next, item, undefined, nowMs)
  if (!respond) return said(state)
  return andThen(andThen(barge(state, 'text'), said), (next) => create(next))
}

/** What the user and the app do. */
export const commands: Rows<'text.sent' | 'interrupt' | 'image.sent'> = {
  'text.sent': (state, { itemId: id, text, role, respond }, nowMs) => {
    const content = [{ type: 'input_text', text }] as const
    return say(state, { id, type: 'message', role, content }, respond, nowMs)
  },
  'image.sent': (state, { itemId: id, image, text, respond }, nowMs) => {
    const content = [
      { type: 'input_image', image_url: image.url, detail: image.detail ?? 'auto' },
      ...(text === '' ? [] : [{ type: 'input_text', text } as const]),
    ] as const
    return say(state, { id, type: 'message', role: 'user', content }, respond, nowMs)
  },
  interrupt: (state) => andThen(barge(state, 'interrupt'), stopCalls),
}
