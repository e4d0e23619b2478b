import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { added, answer, go, spoken, typed } from '../../support/conversationSteps.ts'
import { connected } from '../../support/sequence.ts'

describe('order', () => {
  it('takes root for the front, and lets nobody run in a circle', () => {
    const { items } = go(
      connected(),
      added(typed('b', 'b'), 'a'),
      added(typed('a', 'a'), 'b'),
      added(typed('first', '1'), 'root'),
    )
    expect(items.map(({ id }) => id)[0]).toBe('first')
    expect(items).toHaveLength(3)
  })

  it('puts what nobody announced where it came', () => {
    const { items } = go(
      connected(),
      added(typed('u1', 'one')),
      added(typed('u9', 'nine'), 'u8'),
      added(spoken('u2'), 'u1'),
    )
    expect(items.map(({ id }) => id)).toEqual(['u1', 'u2', 'u9'])
  })
})

describe('order that was guessed', () => {
  it('gives way to what the service says', () => {
    const guessed = go(
      connected(),
      added(typed('u1', 'one')),
      { type: 'text.sent', itemId: 't1', text: 'two', role: 'user', respond: false },
      {
        type: 'response.output_item.added',
        response_id: 'r1',
        item: answer('A', '', 'in_progress'),
      },
    )
    expect(guessed.items.map(({ id }) => id)).toEqual(['u1', 't1', 'A'])
    const { items } = go(guessed.state, added(answer('A', '', 'in_progress'), 'u1'))
    expect(items.map(({ id }) => id)).toEqual(['u1', 'A', 't1'])
  })

  it('comes out right however guesses and news are mixed', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const news = ids.map((id, at) => added(typed(id, id), ids[at - 1] ?? null))
    const guesses = ids.map(
      (id) =>
        ({ type: 'response.output_item.added', response_id: 'r1', item: answer(id) }) as const,
    )
    const mixed = fc.shuffledSubarray([...news, ...guesses], { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(mixed, (events) => {
        expect(go(connected(), ...events).items.map(({ id }) => id)).toEqual(ids)
      }),
      { numRuns: 300 },
    )
  })
})
