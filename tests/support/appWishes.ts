import type { ClientEvent } from '../../src/protocol/clientEvents.ts'

export const wanted = (event: ClientEvent) => ({ type: 'event.wanted', event }) as const
export const create = (id: string, text: string, previous_item_id?: string) =>
  wanted({
    type: 'conversation.item.create',
    item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
    ...(previous_item_id !== undefined && { previous_item_id }),
  })
export const remove = (item_id: string) => wanted({ type: 'conversation.item.delete', item_id })
