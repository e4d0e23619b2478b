import type { FunctionCallItem, Item } from '../../src/protocol/items.ts'
import type { ResponseObject } from '../../src/protocol/serverEvents.ts'
import type { Effect } from '../../src/session/events.ts'
import type { SessionState } from '../../src/session/state.ts'
import { connected } from './sequence.ts'

/** A connected session that has tools. */
export const withTools = (): SessionState => ({ ...connected(), runsTools: true })

export const callOf = (callId: string, name = 'look'): FunctionCallItem => ({
  id: `item_${callId}`,
  type: 'function_call',
  call_id: callId,
  name,
  arguments: '{}',
})
export const outputOf = (callId: string): Item => ({
  id: `output_${callId}`,
  type: 'function_call_output',
  call_id: callId,
  output: 'from elsewhere',
})

export const begins = (id = 'r1') => ({ type: 'response.created', response: { id } }) as const
export const ends = (id = 'r1', more: Partial<ResponseObject> = {}) =>
  ({ type: 'response.done', response: { id, status: 'completed', ...more } }) as const

export const itemBegins = (item: Item, response_id = 'r1') =>
  ({
    type: 'response.output_item.added',
    response_id,
    item: { ...item, status: 'in_progress' },
  }) as const
export const itemEnds = (item: Item, response_id = 'r1') =>
  ({
    type: 'response.output_item.done',
    response_id,
    item: { ...item, status: 'completed' },
  }) as const

/** The calls are written whole. */
export const calls = (callIds: readonly string[], responseId = 'r1', name = 'look') =>
  callIds.flatMap((callId) => {
    const item = callOf(callId, name)
    return [itemBegins(item, responseId), itemEnds(item, responseId)]
  })
export const answered = (callId: string) =>
  ({ type: 'tool.answered', callId, output: 'seen' }) as const

/** How often a response was asked for. */
export const asks = (effects: readonly Effect[]): number =>
  effects.filter((effect) => effect.type === 'send' && effect.event.type === 'response.create')
    .length
/** What the model was told, by call. */
export const told = (effects: readonly Effect[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    effects.flatMap((effect) =>
      effect.type === 'send' &&
      effect.event.type === 'conversation.item.create' &&
      effect.event.item.type === 'function_call_output'
        ? [[effect.event.item.call_id, effect.event.item.output]]
        : [],
    ),
  )
