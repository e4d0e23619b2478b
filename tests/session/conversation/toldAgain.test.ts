import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/protocol/items.ts'
import type { Effect, SessionEvent } from '../../../src/session/events.ts'
import { callOf } from '../../support/callSteps.ts'
import {
  added,
  answer,
  done,
  go,
  spoken,
  transcript,
  typed,
} from '../../support/conversationSteps.ts'
import { connected } from '../../support/sequence.ts'
import { call, output, request } from '../../support/toolItems.ts'

const truncated: SessionEvent = {
  type: 'conversation.item.truncated',
  item_id: 'a1',
  audio_end_ms: 400,
}
const messages = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'report' ? [effect.error.message] : []))

describe('an item that is told again', () => {
  it('keeps its words when it comes without them', () => {
    const open = go(connected(), added(answer('a1', 'Yes.', 'in_progress')))
    expect(go(open.state, added(answer('a1', '', 'in_progress'))).items).toMatchObject([
      { text: 'Yes.', status: 'in-progress' },
    ])
  })

  it('takes other words as long as it is open, and none when it has ended', () => {
    const { state } = go(connected(), added(answer('a1', 'Ye', 'in_progress')))
    expect(go(state, done(answer('a1', 'Yes.'))).items).toMatchObject([{ text: 'Yes.' }])
    const ended = go(state, done(answer('a1', 'Yes.')), done(answer('a1', 'No.')))
    expect(ended.items).toMatchObject([{ text: 'Yes.' }])
    expect(ended.items[0]?.transcription).toBeUndefined()
  })

  it('keeps what another model wrote down of a spoken turn', () => {
    const { items } = go(
      connected(),
      added(spoken('u1')),
      transcript('u1', 'Hello'),
      done(spoken('u1', 'Hell, oh')),
    )
    expect(items).toMatchObject([{ text: 'Hello', transcription: 'done' }])
  })

  it('goes on from one state to the next and never back', () => {
    const reading: Item = { ...typed('t1', 'Hi'), status: 'in_progress' }
    const sent = {
      type: 'text.sent',
      itemId: 't1',
      text: 'Hi',
      role: 'user',
      respond: false,
    } as const
    const { state, items } = go(connected(), sent, added(reading))
    expect(items).toMatchObject([{ status: 'in-progress' }])
    expect(go(state, done(typed('t1', 'Hi')), added(reading)).items).toMatchObject([
      { status: 'completed' },
    ])
  })

  it('stays half said where it was', () => {
    const half = done(answer('a1', 'I was', 'incomplete'))
    expect(go(connected(), half, done(answer('a1', 'I was'))).items).toMatchObject([
      { status: 'incomplete' },
    ])
  })

  it('stays what it is where the service gives its name to something else', () => {
    const { state } = go(connected(), added(answer('a1', '', 'in_progress')))
    expect(go(state, done({ ...output, id: 'a1' })).state).toBe(state)
  })

  it('has ended where the service does not say how far it is', () => {
    const item: Item = { id: 't1', type: 'message', role: 'user', content: [] }
    expect(go(connected(), added(item)).items).toMatchObject([{ status: 'completed' }])
  })
})

describe('what an item says of another one', () => {
  const states = (...events: readonly SessionEvent[]) =>
    go(connected(), ...events).items.map(({ id, status }) => `${id} ${status}`)

  it('is the end of its own call, and of no other', () => {
    expect(states(added(call), added(callOf('c2'), 'call_item'), added(output, 'item_c2'))).toEqual(
      ['call_item completed', 'item_c2 in-progress', 'output_item completed'],
    )
  })

  it('is nothing of its words: an output has only those that the model was told', () => {
    const { items } = go(connected(), added(output))
    expect(items[0]?.call).toEqual({ callId: 'c1', name: '', arguments: '', output: '{"temp":4}' })
  })

  it('is consent, when the call that was asked about is made', () => {
    const made: Item = {
      id: 'made',
      type: 'mcp_call',
      server_label: 'maps',
      name: 'route',
      arguments: '{}',
      approval_request_id: 'ask_1',
    }
    expect(states(added(request))).toEqual(['ask_1 awaiting-approval'])
    expect(states(added(request), added(made, 'ask_1'))[0]).toBe('ask_1 completed')
  })
})

describe('a truncation by the service', () => {
  it('of an item that is not known is told', () => {
    const { items, effects } = go(connected(), truncated)
    expect(items).toEqual([])
    expect(messages(effects)).toEqual([
      'The service sent an event for an item that is not known; it was left out.',
    ])
  })

  it('of an item that was deleted is nobody’s business', () => {
    const deleted: SessionEvent = { type: 'conversation.item.deleted', item_id: 'a1' }
    const { state } = go(connected(), added(answer('a1', 'Yes.')), deleted)
    const after = go(state, truncated)
    expect(after.state).toBe(state)
    expect(after.effects).toEqual([])
  })
})
