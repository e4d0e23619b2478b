import type { ItemStatus } from '../../protocol/items.ts'
import type { Conversation, Entry } from './Conversation.ts'
import type { Wire } from './Wire.ts'

/** Where an item of an answer goes. */
export interface OutputTarget {
  readonly wire: Wire
  readonly responseId: string
  readonly outputIndex: number
  /** `null` outside of the conversation: then nothing is told of items. */
  readonly conversation: Conversation | null
}

/** An item of an answer while it is made: it says its own events, and closes with what was really streamed. */
export interface OutputItem {
  close(status: ItemStatus): void
  entry(status: ItemStatus): Entry
}

/** Says that an item has begun. */
export function announceItem(target: OutputTarget, entry: Entry): void {
  const { wire, responseId, outputIndex, conversation } = target
  const { item } = entry
  wire.say({
    type: 'response.output_item.added',
    response_id: responseId,
    output_index: outputIndex,
    item,
  })
  if (conversation === null) return
  const previousId = conversation.add(entry)
  wire.say({ type: 'conversation.item.added', previous_item_id: previousId, item })
}

/** Says that an item is over, and keeps it. One that was deleted meanwhile is no longer of the conversation. */
export function finishItem(target: OutputTarget, entry: Entry): void {
  const { wire, responseId, outputIndex, conversation } = target
  const item = conversation?.asTold(entry.item) ?? entry.item
  if (conversation?.find(item.id)) {
    conversation.update(item.id, entry)
    const previousId = conversation.previousOf(item.id)
    wire.say({ type: 'conversation.item.done', previous_item_id: previousId, item })
  }
  wire.say({
    type: 'response.output_item.done',
    response_id: responseId,
    output_index: outputIndex,
    item,
  })
}
