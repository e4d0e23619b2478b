import type { Effect, SessionEvent } from '../../src/session/events.ts'
import type { Item } from '../../src/protocol/items.ts'
import { reduce } from '../../src/session/reduce.ts'
import type { SessionState } from '../../src/session/state.ts'
import { NOW_MS } from './sequence.ts'

/** Lets events happen one after the other. */
export function go(state: SessionState, ...events: readonly SessionEvent[]) {
  let now = state
  const effects: Effect[] = []
  for (const event of events) {
    const [next, done] = reduce(now, event, NOW_MS)
    now = next
    effects.push(...done)
  }
  return { state: now, effects, items: now.conversation.items }
}

export const added = (item: Item, previous_item_id: string | null = null) =>
  ({ type: 'conversation.item.added', item, previous_item_id }) as const
export const done = (item: Item, previous_item_id: string | null = null) =>
  ({ type: 'conversation.item.done', item, previous_item_id }) as const

export const spoken = (id: string, transcript: string | null = null): Item => ({
  id,
  type: 'message',
  role: 'user',
  status: 'completed',
  content: [{ type: 'input_audio', transcript }],
})

export const typed = (id: string, text: string): Item => ({
  id,
  type: 'message',
  role: 'user',
  status: 'completed',
  content: [{ type: 'input_text', text }],
})

export const answer = (
  id: string,
  transcript = '',
  status: Item['status'] = 'completed',
): Item => ({
  id,
  type: 'message',
  role: 'assistant',
  status,
  content: transcript === '' ? [] : [{ type: 'output_audio', transcript }],
})

export const committed = (item_id: string, previous_item_id: string | null = null) =>
  ({ type: 'input_audio_buffer.committed', item_id, previous_item_id }) as const

export const transcript = (item_id: string, transcript: string) =>
  ({
    type: 'conversation.item.input_audio_transcription.completed',
    item_id,
    content_index: 0,
    transcript,
  }) as const
export const transcriptDelta = (item_id: string, delta: string) =>
  ({
    type: 'conversation.item.input_audio_transcription.delta',
    item_id,
    content_index: 0,
    delta,
  }) as const
