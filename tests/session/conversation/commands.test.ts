import { describe, expect, it } from 'vitest'
import { initialState } from '../../../src/session/state.ts'
import { create, remove, wanted } from '../../support/appWishes.ts'
import { go } from '../../support/conversationSteps.ts'
import { connected, deeds, play, said, types } from '../../support/sequence.ts'

const connecting = () => ({
  ...initialState({}),
  connection: { status: 'connecting', step: 'opening', since: {} } as const,
})
describe('without a line', () => {
  it('items and sound wait, what is about a line does not', () => {
    const { state, effects } = go(
      connecting(),
      create('x1', 'Hello'),
      wanted({ type: 'input_audio_buffer.append', audio: 'AAAA' }),
      wanted({ type: 'input_audio_buffer.commit' }),
      wanted({ type: 'input_audio_buffer.clear' }),
      wanted({ type: 'conversation.item.retrieve', item_id: 'u1' }),
      wanted({
        type: 'conversation.item.truncate',
        item_id: 'u1',
        content_index: 0,
        audio_end_ms: 5,
      }),
      wanted({ type: 'response.cancel', response_id: 'r1' }),
    )
    expect(effects).toEqual([])
    expect(state.outbox.map(({ type }) => type)).toEqual([
      'conversation.item.create',
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'input_audio_buffer.clear',
    ])
  })

  it('what waits is shown, is said when there is one, and only then', () => {
    const waiting = go(connecting(), create('x1', 'Hello'), {
      type: 'text.sent',
      itemId: 't1',
      text: 'and this',
      role: 'user',
      respond: false,
    })
    expect(waiting.items.map(({ status }) => status)).toEqual(['pending', 'pending'])
    const { items, effects } = go(waiting.state, {
      type: 'session.updated',
      session: { id: 's1' },
    })
    expect(items.map(({ id }) => id)).toEqual(['x1', 't1'])
    expect(types(effects).filter((type) => type === 'conversation.item.create')).toHaveLength(2)
  })

  it('what waits can be taken back, and is then never said', () => {
    const { state, items, effects } = go(connecting(), create('x1', 'Hello'), remove('x1'))
    expect([state.outbox, items, effects]).toEqual([[], [], []])
  })

  it('nothing is kept when none is coming', () => {
    const { state, items } = go(initialState({}), create('x1', 'Hello'))
    expect([state.outbox, items]).toEqual([[], []])
    const text = {
      type: 'text.sent',
      itemId: 't1',
      text: 'x',
      role: 'user',
      respond: false,
    } as const
    expect(go(initialState({}), text).state.outbox).toEqual([])
  })
})

describe('what the app says on the wire', () => {
  it('asks for one answer at a time, whichever way it asks', () => {
    const { state, effects } = go(
      connected(),
      wanted({ type: 'response.create' }),
      wanted({ type: 'response.create' }),
    )
    expect(types(effects)).toEqual(['response.create'])
    const next = go(
      state,
      { type: 'response.created', response: { id: 'r1' } },
      { type: 'response.done', response: { id: 'r1', status: 'completed' } },
    )
    expect(types(next.effects)).toEqual(['response.create'])
  })

  it('cancels an answer that has no id yet when it gets one', () => {
    const { state } = play('createResponse() thinking')
    const cancelled = go(state, wanted({ type: 'response.cancel' }))
    expect(cancelled.effects).toEqual([])
    const created = go(cancelled.state, { type: 'response.created', response: { id: 'r1' } })
    expect(said(created.effects)).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
  })

  it('cancels the answer that is running by its id', () => {
    const { state } = play('response.created r1 thinking')
    const { effects } = go(state, wanted({ type: 'response.cancel' }))
    expect(said(effects)).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
  })
})

describe('text and pictures', () => {
  it('of a system message are the system’s', () => {
    const { items, effects } = go(connected(), {
      type: 'text.sent',
      itemId: 't1',
      text: 'Be brief.',
      role: 'system',
      respond: false,
    })
    expect(items).toMatchObject([{ role: 'system', text: 'Be brief.', status: 'pending' }])
    expect(said(effects)).toMatchObject([{ item: { role: 'system' } }])
  })

  it('go together in one message, and cut the answer that is running', () => {
    const { state } = play('response.created r1 thinking')
    const url = 'data:image/png;base64,AAAA'
    const { items, effects } = go(state, {
      type: 'image.sent',
      itemId: 'i1',
      image: { url },
      text: 'What is this?',
      respond: true,
    })
    expect(items).toMatchObject([{ images: [{ url }], text: 'What is this?', status: 'pending' }])
    expect(deeds(effects)).toEqual(['response.cancel', 'conversation.item.create'])
    expect(said(effects)[1]).toMatchObject({
      item: {
        content: [
          { type: 'input_image', image_url: url, detail: 'auto' },
          { type: 'input_text', text: 'What is this?' },
        ],
      },
    })
  })
})
