import type { Heard } from '../../src/audio/Player.ts'
import type { SessionEvent } from '../../src/session/events.ts'
import { go } from './conversationSteps.ts'
import { connected } from './sequence.ts'

const created = { type: 'response.created', response: { id: 'r1' } } as const
const announced = {
  type: 'response.output_item.added',
  response_id: 'r1',
  item: { id: 'A', type: 'message', role: 'assistant', status: 'in_progress', content: [] },
} as const
export const sound = (content_index = 0) =>
  ({
    type: 'response.output_audio.delta',
    response_id: 'r1',
    item_id: 'A',
    content_index,
    delta: 'AAAA',
  }) as const
export const soundDone = (content_index = 0) =>
  ({
    type: 'response.output_audio.done',
    response_id: 'r1',
    item_id: 'A',
    content_index,
  }) as const
export const words = (delta: string, content_index = 0) =>
  ({
    type: 'response.output_audio_transcript.delta',
    response_id: 'r1',
    item_id: 'A',
    content_index,
    delta,
  }) as const
export const wordsDone = (transcript: string, content_index = 0) =>
  ({
    type: 'response.output_audio_transcript.done',
    response_id: 'r1',
    item_id: 'A',
    content_index,
    transcript,
  }) as const
export const wordTime = (text: string, audio_offset_ms: number, audio_duration_ms = 100) =>
  ({
    type: 'response.audio_timestamp.delta',
    response_id: 'r1',
    item_id: 'A',
    content_index: 0,
    audio_offset_ms,
    audio_duration_ms,
    text,
  }) as const
export const interrupt = { type: 'interrupt' } as const
export const heard = (heardMs: number, more: Partial<Heard> = {}): SessionEvent => ({
  type: 'player.interrupted',
  heard: [{ itemId: 'A', contentIndex: 0, heardMs, receivedMs: 1000, ...more }],
})
export const speaking = (...more: readonly SessionEvent[]) =>
  go(
    connected(),
    created,
    announced,
    sound(),
    { type: 'player.started', itemId: 'A' },
    words('one two three four'),
    ...more,
  )
