import type { SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import type { SessionState } from '../../src/session/state.ts'
import { connected, NOW_MS } from './sequence.ts'

/** Lets events happen, each at its millisecond of a clock that stands at 0 in the beginning. */
export function timeline(
  steps: readonly (readonly [atMs: number, event: SessionEvent])[],
  start: SessionState = connected(),
): SessionState {
  return steps.reduce((state, [atMs, event]) => reduce(state, event, NOW_MS + atMs, atMs)[0], start)
}

export const started = (item_id = 'u1'): SessionEvent => ({
  type: 'input_audio_buffer.speech_started',
  item_id,
})
export const stopped = (item_id = 'u1'): SessionEvent => ({
  type: 'input_audio_buffer.speech_stopped',
  item_id,
})
export const created = (id: string, more: object = {}): SessionEvent => ({
  type: 'response.created',
  response: { id, ...more },
})
export const done = (id: string, more: object = {}): SessionEvent => ({
  type: 'response.done',
  response: { id, status: 'completed', ...more },
})
export const sound = (item_id: string, response_id: string): SessionEvent => ({
  type: 'response.output_audio.delta',
  response_id,
  item_id,
  content_index: 0,
  delta: 'AAAA',
})
export const word = (item_id: string, response_id: string): SessionEvent => ({
  type: 'response.output_text.delta',
  response_id,
  item_id,
  content_index: 0,
  delta: 'Yes',
})
export const heard = (itemId: string, atMs?: number): SessionEvent => ({
  type: 'player.started',
  itemId,
  atMs,
})
export const typed = (itemId = 't1', respond = true): SessionEvent => ({
  type: 'text.sent',
  itemId,
  text: 'Hello',
  role: 'user',
  respond,
})
