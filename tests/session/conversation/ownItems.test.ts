import { describe, expect, it } from 'vitest'
import { create, remove, wanted } from '../../support/appWishes.ts'
import { added, answer, go, typed } from '../../support/conversationSteps.ts'
import { connected, deeds, said, types } from '../../support/sequence.ts'

const refusal = (event_id: string | null) =>
  ({
    type: 'error',
    error: { code: 'invalid_value', message: 'words of the user', event_id },
  }) as const

describe('an item that the app makes', () => {
  it('is shown at once, said under its own name, and confirmed by the service', () => {
    const made = go(connected(), create('x1', 'Hello'))
    expect(made.items).toMatchObject([{ id: 'x1', status: 'pending', text: 'Hello' }])
    expect(said(made.effects)).toMatchObject([{ event_id: 'x1', item: { id: 'x1' } }])
    expect(go(made.state, added(typed('x1', 'Hello'))).items).toMatchObject([
      { id: 'x1', status: 'completed' },
    ])
  })

  it('stands where it was wanted', () => {
    const { items, effects } = go(
      connected(),
      added(typed('u1', 'one')),
      added(typed('u2', 'two'), 'u1'),
      create('after', 'x', 'u1'),
      create('front', 'y', 'root'),
    )
    expect(items.map(({ id }) => id)).toEqual(['front', 'u1', 'after', 'u2'])
    expect(
      said(effects).map((event) => 'previous_item_id' in event && event.previous_item_id),
    ).toEqual(['u1', 'root'])
  })

  it('without a name is shown when the service names it', () => {
    const item = {
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'Hello' }],
    } as const
    const made = go(connected(), wanted({ type: 'conversation.item.create', item }))
    expect(made.items).toEqual([])
    expect(types(made.effects)).toEqual(['conversation.item.create'])
  })

  it('that is refused says so where it stands, and nowhere repeats the words of it', () => {
    const { items, effects } = go(connected(), create('x1', 'Hello'), refusal('x1'))
    expect(items).toMatchObject([
      { id: 'x1', status: 'failed', problem: { code: 'item_refused', severity: 'warning' } },
    ])
    expect(deeds(effects)).toEqual(['conversation.item.create', 'report'])
    expect(items[0]?.problem?.message).toContain('invalid_value')
    expect(JSON.stringify(items[0]?.problem?.cause)).not.toContain('words of the user')
  })

  it('is not refused by a complaint about something else, or when it was taken', () => {
    const other = go(connected(), create('x1', 'Hello'), refusal(null))
    expect(other.items).toMatchObject([{ status: 'pending' }])
    const taken = go(other.state, added(typed('x1', 'Hello')), refusal('x1'))
    expect(taken.items).toMatchObject([{ status: 'completed' }])
  })
})

describe('an item that the app deletes', () => {
  it('is gone at once, also one that was interrupted, and does not come back', () => {
    const { state } = go(connected(), added(answer('A', 'one two')), {
      type: 'conversation.item.truncated',
      item_id: 'A',
      audio_end_ms: 400,
    })
    const gone = go(state, remove('A'), added(answer('A', 'one two')))
    expect(gone.items).toEqual([])
    expect(said(gone.effects)).toEqual([{ type: 'conversation.item.delete', item_id: 'A' }])
  })

  it('may be brought back by the app', () => {
    const { items } = go(connected(), create('x1', 'a'), remove('x1'), create('x1', 'b'))
    expect(items).toMatchObject([{ id: 'x1', text: 'b' }])
  })
})
