import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/protocol/items.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { added, answer, done, go, spoken, typed } from '../../support/conversationSteps.ts'
import { connected } from '../../support/sequence.ts'
import { call, output, reply, request } from '../../support/toolItems.ts'

describe('an item of the conversation', () => {
  it('is read with its words, its pictures and whether it was spoken', () => {
    const url = 'data:image/png;base64,AAAA'
    const { items } = go(
      connected(),
      added(typed('u1', 'Hello')),
      added(
        {
          id: 'u2',
          type: 'message',
          role: 'user',
          status: 'completed',
          content: [
            { type: 'input_image', image_url: url, detail: 'low' },
            { type: 'input_text', text: 'What is this?' },
          ],
        },
        'u1',
      ),
      added(answer('a1', 'A cat.'), 'u2'),
    )
    expect(items).toMatchObject([
      { id: 'u1', role: 'user', kind: 'message', text: 'Hello', spoken: false },
      { id: 'u2', text: 'What is this?', images: [{ url, detail: 'low' }] },
      { id: 'a1', role: 'assistant', text: 'A cat.', spoken: true, status: 'completed' },
    ])
  })

  it('that was only half said stays incomplete, whichever event says so', () => {
    const { items } = go(connected(), done(answer('a1', 'I was', 'incomplete')))
    expect(items).toMatchObject([{ id: 'a1', status: 'incomplete', text: 'I was' }])
  })

  it('of a kind that is not read holds its place and is not shown', () => {
    const tools: Item = { id: 'list', type: 'mcp_list_tools', server_label: 'maps' }
    const strange = { id: 'new', type: 'hologram' } as unknown as Item
    const { items } = go(
      connected(),
      // Each names the one before it; that they come from the back shows that the hidden ones keep the order.
      added(typed('u3', 'three'), 'new'),
      added(typed('u2', 'two'), 'list'),
      added(strange, 'u2'),
      added(tools, 'u1'),
      added(typed('u1', 'one'), null),
    )
    expect(items.map(({ id }) => id)).toEqual(['u1', 'u2', 'u3'])
  })
})

describe('the same said twice', () => {
  const twice: readonly (readonly [string, readonly SessionEvent[]])[] = [
    ['an item', [added(typed('u1', 'Hello'))]],
    ['the end of an item', [added(answer('a1')), done(answer('a1', 'Yes.'))]],
    ['a call', [added(call), done(call)]],
    ['an output', [added(call), added(output, 'call_item')]],
    ['a question', [added(request), added(reply(true), 'ask_1')]],
    ['a deletion', [added(typed('u1', 'x')), { type: 'conversation.item.deleted', item_id: 'u1' }]],
    [
      'a truncation',
      [
        added(answer('a1', 'Yes.')),
        { type: 'conversation.item.truncated', item_id: 'a1', audio_end_ms: 400 },
      ],
    ],
  ]
  it.each(twice)('changes nothing: %s', (_what, events) => {
    const once = go(connected(), ...events)
    const again = go(once.state, ...events)
    expect(again.state).toBe(once.state)
  })

  it('does not bring back what was deleted', () => {
    const { items } = go(
      connected(),
      added(typed('u1', 'Hello')),
      { type: 'conversation.item.deleted', item_id: 'u1' },
      done(typed('u1', 'Hello')),
      added(typed('u2', 'again'), 'u1'),
    )
    expect(items.map(({ id }) => id)).toEqual(['u2'])
  })
})

describe('an item that is asked for again', () => {
  const retrieved = (item: Item) => ({ type: 'conversation.item.retrieved', item }) as const

  it('fills in the words that never came', () => {
    const { state } = go(connected(), added(spoken('u1')))
    expect(go(state, retrieved(spoken('u1', 'Hi'))).items).toMatchObject([
      { text: 'Hi', transcription: 'done' },
    ])
  })

  it('is not shown when it was not', () => {
    expect(go(connected(), retrieved(typed('u1', 'Hello'))).items).toEqual([])
  })
})
