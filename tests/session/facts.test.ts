import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import type { SessionState } from '../../src/session/state.ts'
import { connected, deeds, NOW_MS, play, said, types } from '../support/sequence.ts'

/** Lets events happen after a sequence. */
function go(state: SessionState, ...events: readonly SessionEvent[]) {
  let now = state
  const effects = events.flatMap((event) => {
    const [next, done] = reduce(now, event, NOW_MS)
    now = next
    return done
  })
  return { state: now, effects }
}

const assistant = (id: string, status: 'in_progress' | 'completed' = 'in_progress') =>
  ({ id, type: 'message', role: 'assistant', status, content: [] }) as const

describe('facts', () => {
  it('stay the same object for a delta of sound, so that nobody is told', () => {
    const { state } = play(
      'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking',
    )
    const [next] = reduce(
      state,
      {
        type: 'response.output_audio.delta',
        response_id: 'r1',
        item_id: 'A',
        content_index: 0,
        delta: 'AAAA',
      },
      NOW_MS,
    )
    expect(next).toBe(state)
  })

  it('do not believe a first sample of what was cut', () => {
    const { statuses } = play(
      'response.created r1 thinking → audio.delta A r1 thinking → interrupt thinking → player.started A thinking → response.done r1 idle',
    )
    expect(statuses).toEqual(['thinking', 'thinking', 'thinking', 'thinking', 'idle'])
  })

  it('do not take the end of one response for the end of another', () => {
    const { statuses } = play('response.created r2 thinking → response.done r1 thinking')
    expect(statuses).toEqual(['thinking', 'thinking'])
  })

  it('let the wish to cancel end with the turn that it was for', () => {
    const { state, effects } = play(
      'speech_started listening → speech_stopped thinking → speech_started listening → speech_stopped thinking → response.created r1 thinking → audio.delta A r1 thinking',
    )
    expect(deeds(effects)).toEqual(['play'])
    expect(state.turn.cut).toEqual([])
  })

  it('ask for one response at a time', () => {
    const { state, effects } = play('text.sent thinking → response.created r1 thinking')
    expect(deeds(effects)).toEqual(['conversation.item.create', 'response.create'])
    const more = go(state, { type: 'response.wanted' }, { type: 'response.wanted' })
    expect(more.effects).toEqual([])
    const done = { type: 'response.done', response: { id: 'r1', status: 'completed' } } as const
    expect(types(go(more.state, done).effects)).toEqual(['response.create'])
  })

  it('let the answer to what is said now stand for what was still to be asked', () => {
    const { state } = play('text.sent thinking → response.created r1 thinking → text.sent thinking')
    expect(state.turn.wanted).toHaveLength(1)
    const spoken = go(
      state,
      { type: 'input_audio_buffer.speech_started', item_id: 'u9' },
      { type: 'response.done', response: { id: 'r1', status: 'cancelled' } },
    )
    expect(types(spoken.effects)).not.toContain('response.create')
  })

  it('expect nothing any more of a service whose turn detection was changed', () => {
    const { state } = play('speech_started listening → speech_stopped thinking')
    const changed = go(state, { type: 'settings.wanted', settings: { turnDetection: null } })
    expect(changed.state.turn).toMatchObject({ due: null, hears: false })
  })

  it('ask again when the service was busy with a response of its own', () => {
    const { state } = play('createResponse() thinking')
    const busy = {
      type: 'error',
      error: { code: 'conversation_already_has_active_response', message: 'busy' },
    } as const
    const waiting = go(state, busy)
    expect(types(waiting.effects)).toEqual(['wake'])
    expect(waiting.state.turn.wanted).toMatchObject([{ request: {} }])
    const { effects } = go(
      waiting.state,
      { type: 'response.created', response: { id: 'r9' } },
      { type: 'response.done', response: { id: 'r9', status: 'completed' } },
    )
    expect(types(effects)).toEqual(['response.create'])
  })

  it('forget a create that was refused', () => {
    const { state } = play('createResponse() thinking')
    const refused = {
      type: 'error',
      error: { code: 'invalid_value', message: 'no', event_id: 'rv-create' },
    } as const
    const { state: after, effects } = go(state, refused)
    expect(after.turn.due).toBeNull()
    expect(types(effects)).toEqual(['report'])
  })

  it.each([
    'response_cancel_not_active',
    'input_audio_buffer_commit_empty',
    'item_truncate_invalid_item_id',
  ])('take %s for the race that it is', (code) => {
    const { state } = play('response.created r1 thinking')
    expect(go(state, { type: 'error', error: { code, message: '' } })).toEqual({
      state,
      effects: [],
    })
  })

  it('know by its sentence that a truncate came too late', () => {
    const { state } = play('response.created r1 thinking')
    const message = 'Audio content of 3700ms is already shorter than 3760ms'
    const error = { code: 'invalid_value', message }
    expect(go(state, { type: 'error', error })).toEqual({ state, effects: [] })
  })
})

describe('an answer that was cut before it had an id', () => {
  const cut = () =>
    play(
      'speech_started listening → speech_stopped thinking → speech_started listening → response.created r1 listening',
    ).state

  it('is never shown, in whatever order its item is announced', () => {
    const announced = {
      type: 'response.output_item.added',
      response_id: 'r1',
      item: assistant('A'),
    } as const
    const added = {
      type: 'conversation.item.added',
      item: assistant('A'),
      previous_item_id: 'u1',
    } as const
    for (const events of [
      [announced, added],
      [added, announced],
    ]) {
      const { state } = go(cut(), ...events)
      expect(state.conversation.items.map((item) => item.id)).toEqual(['u1'])
    }
  })

  it('is taken out of the memory of the model, which never said it', () => {
    const done = {
      type: 'response.done',
      response: { id: 'r1', status: 'cancelled', output: [assistant('A', 'completed')] },
    } as const
    expect(said(go(cut(), done).effects)).toEqual([
      { type: 'conversation.item.delete', item_id: 'A' },
    ])
  })
})

describe('the conversation', () => {
  const item = (id: string, previous_item_id: string | null) =>
    ({
      type: 'conversation.item.added',
      previous_item_id,
      item: { id, type: 'message', role: 'user', status: 'completed', content: [] },
    }) as const

  it.each([
    [['a', 'b', 'c', 'd']],
    [['d', 'c', 'b', 'a']],
    [['c', 'a', 'd', 'b']],
    [['b', 'd', 'a', 'c']],
  ])('is in the order of the service, however its items come: %j', (order) => {
    const before: Record<string, string | null> = { a: null, b: 'a', c: 'b', d: 'c' }
    const { state } = go(connected(), ...order.map((id) => item(id, before[id] ?? null)))
    expect(state.conversation.items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is not changed by hearing the same twice', () => {
    const once = go(connected(), item('a', null), item('b', 'a'))
    expect(go(once.state, item('a', null), item('b', 'a')).state).toBe(once.state)
  })

  it('still shows what was cut and deleted there, so that the model knows', () => {
    const { state } = play('response.created r1 thinking → audio.delta A r1 thinking')
    const announced = {
      type: 'response.output_item.added',
      response_id: 'r1',
      item: assistant('A'),
    } as const
    const heard = [{ itemId: 'A', contentIndex: 0, heardMs: 0, receivedMs: 4000 }]
    const cut = go(
      state,
      announced,
      { type: 'interrupt' },
      { type: 'player.interrupted', heard },
      { type: 'conversation.item.deleted', item_id: 'A' },
    )
    expect(types(cut.effects)).toContain('conversation.item.delete')
    expect(cut.state.conversation.items).toMatchObject([{ id: 'A', status: 'interrupted' }])
  })

  it('takes back a turn that was begun and thrown away', () => {
    const { state } = play('speech_started listening')
    expect(state.conversation.items).toHaveLength(1)
    expect(go(state, { type: 'input_audio_buffer.cleared' }).state.conversation.items).toEqual([])
  })

  it('fills in words that come late, in their place, and not twice', () => {
    const { state } = play(
      'speech_started listening → speech_stopped thinking → committed thinking',
    )
    const completed = {
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: 'u1',
      content_index: 0,
      transcript: 'Hello',
    } as const
    const delta = {
      type: 'conversation.item.input_audio_transcription.delta',
      item_id: 'u1',
      content_index: 0,
      delta: 'Hello',
    } as const
    const late = go(state, item('z', 'u1'), completed, delta, completed)
    expect(late.state.conversation.items).toMatchObject([
      { id: 'u1', text: 'Hello', transcription: 'done', status: 'completed' },
      { id: 'z' },
    ])
  })

  it('says when the words of a turn could not be written down', () => {
    const { state } = play(
      'speech_started listening → speech_stopped thinking → committed thinking',
    )
    const failed = {
      type: 'conversation.item.input_audio_transcription.failed',
      item_id: 'u1',
      content_index: 0,
      error: { code: 'audio_unintelligible' },
    } as const
    const { state: after, effects } = go(state, failed)
    expect(after.conversation.items[0]?.transcription).toBe('failed')
    expect(effects).toMatchObject([
      { type: 'report', error: { code: 'transcription_failed', severity: 'warning' } },
    ])
  })
})

describe('a response that ended badly', () => {
  it.each([
    ['failed', { error: { code: 'inference_rate_limit_exceeded' } }, 'rate_limited'],
    ['failed', { error: { code: 'insufficient_quota' } }, 'quota_exceeded'],
    ['failed', { error: { code: 'server_error' } }, 'response_failed'],
    ['incomplete', { reason: 'content_filter' }, 'content_filtered'],
  ] as const)('%s %j is reported as such', (status, status_details, code) => {
    const { state } = play('response.created r1 thinking')
    const done = { type: 'response.done', response: { id: 'r1', status, status_details } } as const
    expect(go(state, done).effects[0]).toMatchObject({ type: 'report', error: { code } })
  })

  it('shows on its item', () => {
    const { state } = play('response.created r1 thinking')
    const { state: after } = go(
      state,
      { type: 'response.output_item.added', response_id: 'r1', item: assistant('A') },
      { type: 'response.done', response: { id: 'r1', status: 'failed' } },
    )
    expect(after.conversation.items).toMatchObject([{ id: 'A', status: 'failed' }])
  })
})

describe('ending a conversation', () => {
  it('in the middle of an answer is the user, not the line', () => {
    const { state } = play(
      'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking',
    )
    const heard = [{ itemId: 'A', contentIndex: 0, heardMs: 700, receivedMs: 4000 }]
    const item = {
      type: 'response.output_item.added',
      response_id: 'r1',
      item: assistant('A'),
    } as const
    const words = {
      type: 'response.output_audio_transcript.delta',
      response_id: 'r1',
      item_id: 'A',
      delta: 'one two three four',
    } as const
    const { state: after } = go(
      state,
      item,
      words,
      { type: 'line.closed' },
      { type: 'player.interrupted', heard },
    )
    expect(after.conversation.items).toMatchObject([
      { id: 'A', status: 'interrupted', cutBy: 'user', heardMs: 700 },
    ])
  })
})

describe('a lost line', () => {
  it('lets what is complete play out, and cuts the rest', () => {
    const start =
      'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking'
    const broken = go(play(start).state, { type: 'connection.lost' })
    expect(types(broken.effects)).toEqual(['interruptPlayer'])
    expect(broken.state.turn).toMatchObject({ audible: null, queued: [] })
    const whole = go(play(`${start} → audio.done A speaking`).state, { type: 'connection.lost' })
    expect(whole.effects).toEqual([])
    expect(whole.state.turn.audible).toBe('A')
  })
})
