import type { Effect, SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import type { SessionState } from '../../src/session/state.ts'
import { modelStatus } from '../../src/session/turn.ts'
import { connected, NOW_MS } from './sequence.ts'

export const started = (item_id = 'u1') =>
  ({ type: 'input_audio_buffer.speech_started', item_id, audio_start_ms: 0 }) as const
export const stopped = (item_id = 'u1') =>
  ({ type: 'input_audio_buffer.speech_stopped', item_id, audio_end_ms: 900 }) as const
export const taken = (item_id = 'u1') =>
  ({ type: 'input_audio_buffer.committed', item_id, previous_item_id: null }) as const
export const typed = {
  type: 'text.sent',
  itemId: 't1',
  text: 'Hi',
  role: 'user',
  respond: true,
} as const
export const created = (id: string) => ({ type: 'response.created', response: { id } }) as const
export const ours = (id: string) =>
  ({
    type: 'response.created',
    response: { id, metadata: { asked_by: 'react-realtime-voice' } },
  }) as const
export const done = (id: string, status: 'completed' | 'cancelled' = 'completed') =>
  ({ type: 'response.done', response: { id, status } }) as const
export const sound = (item_id: string, response_id: string) =>
  ({
    type: 'response.output_audio.delta',
    item_id,
    response_id,
    content_index: 0,
    delta: 'AAAA',
  }) as const

/** A session to which things happen one after another, on a clock that is moved by hand. */
export class Scene {
  state: SessionState
  nowMs = NOW_MS
  readonly effects: Effect[] = []

  constructor(state: SessionState = connected()) {
    this.state = state
  }

  happen(...events: readonly SessionEvent[]): this {
    for (const event of events) {
      const [next, effects] = reduce(this.state, event, this.nowMs)
      this.state = next
      this.effects.push(...effects)
    }
    return this
  }

  get status() {
    return modelStatus(this.state.turn)
  }

  /** How often it was asked for an answer. */
  get asked(): number {
    return this.sent('response.create')
  }

  sent(type: string): number {
    return this.effects.filter((one) => one.type === 'send' && one.event.type === type).length
  }

  did(type: Effect['type']): number {
    return this.effects.filter((one) => one.type === type).length
  }

  get items() {
    return this.state.conversation.items.map(({ id, status }) => `${id} ${status}`)
  }
}
