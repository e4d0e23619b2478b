import type { Conversation } from './Conversation.ts'
import { newItem } from './newItem.ts'
import { optionalText, required, requiredCount, requiredText } from './required.ts'
import type { SessionSettings } from './SessionSettings.ts'
import type { Wire } from './Wire.ts'

export interface ItemHost {
  readonly wire: Wire
  readonly conversation: Conversation
  readonly settings: SessionSettings
  /** An item of the client's in GA words; checked later. */
  readonly readItem: (item: unknown) => unknown
  /** The client plays no more of what it was sent. */
  readonly onTruncated: () => void
}

type Handler = (event: Record<string, unknown>) => void

/** What a client may ask about the items of the conversation, by event. Each throws a Refusal when it cannot be. */
export function itemHandlers({ wire, conversation, settings, readItem, onTruncated }: ItemHost) {
  return {
    'conversation.item.create': (event) => {
      const asked = readItem(required(event, 'item'))
      const after = optionalText(event, 'previous_item_id')
      const made = newItem(asked, wire.newId('item'), 'item', settings.formats.input)
      const previous_item_id = conversation.add({ ...made, heard: null }, after)
      const { item } = made
      wire.say({ type: 'conversation.item.added', previous_item_id, item })
      wire.say({ type: 'conversation.item.done', previous_item_id, item })
    },
    'conversation.item.retrieve': (event) => {
      const item = conversation.retrieve(requiredText(event, 'item_id'), settings.formats)
      wire.say({ type: 'conversation.item.retrieved', item })
    },
    'conversation.item.truncate': (event) => {
      const at = conversation.truncate(
        requiredText(event, 'item_id'),
        requiredCount(event, 'content_index'),
        requiredCount(event, 'audio_end_ms'),
      )
      onTruncated()
      wire.say({ type: 'conversation.item.truncated', ...at })
    },
    'conversation.item.delete': (event) => {
      const item_id = requiredText(event, 'item_id')
      conversation.delete(item_id)
      wire.say({ type: 'conversation.item.deleted', item_id })
    },
  } satisfies Readonly<Record<string, Handler>>
}
