import type { Item } from '../../../src/protocol/items.ts'
import { answer } from '../../support/conversationSteps.ts'

/** The answer goes wrong in a way that may pass. */
export const failed = (id: string, output: readonly Item[] = []) =>
  ({
    type: 'response.done',
    response: { id, status: 'failed', status_details: { error: { code: 'server_error' } }, output },
  }) as const
export const isCancelled = (id: string, output: readonly Item[] = []) =>
  ({ type: 'response.done', response: { id, status: 'cancelled', output } }) as const

export const begun = (item: Item | string, response_id = 'r1') =>
  ({
    type: 'response.output_item.added',
    response_id,
    item: typeof item === 'string' ? answer(item, '', 'in_progress') : item,
  }) as const
export const ended = (item: Item, response_id = 'r1') =>
  ({ type: 'response.output_item.done', response_id, item }) as const

export const begins = (itemId: string) => ({ type: 'player.started', itemId }) as const
export const drained = (itemId: string) => ({ type: 'player.drained', itemId }) as const
export const words = (item_id: string, delta: string, response_id = 'r1') =>
  ({ type: 'response.output_audio_transcript.delta', item_id, response_id, delta }) as const
