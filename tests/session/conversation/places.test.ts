import { describe, expect, it } from 'vitest'
import { added, answer, done, go, typed } from '../../support/conversationSteps.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { connected } from '../../support/sequence.ts'

/** Shown without a word of its place. */
const guessed = (id: string): SessionEvent => ({
  type: 'response.output_item.added',
  response_id: 'r1',
  item: answer(id),
})
const at = (id: string, previous: string | null) => added(typed(id, id), previous)
const deleted = (id: string): SessionEvent => ({ type: 'conversation.item.deleted', item_id: id })
const list = { id: 'list', type: 'mcp_list_tools', server_label: 'maps' } as const
const order = (...events: readonly SessionEvent[]) =>
  go(connected(), ...events)
    .items.map(({ id }) => id)
    .join(' ')

describe('the place of an item', () => {
  it('is behind the one that it names, also when others stand there', () => {
    expect(order(at('a', null), at('b', 'a'), at('c', 'b'), at('d', 'b'))).toBe('a b d c')
  })

  it('is kept for whoever comes before the one that it names', () => {
    expect(order(at('b', 'a'), guessed('a'))).toBe('a b')
    expect(order(at('b', 'a'), guessed('t'), at('a', 't'))).toBe('t a b')
  })

  it('stays among those that name the same, when that one is moved', () => {
    expect(order(guessed('a'), at('b', 'a'), at('c', 'a'), at('a', 'root'))).toBe('a c b')
  })

  it('is free again when an item that was only begun is forgotten', () => {
    expect(
      order(
        at('a', null),
        { type: 'input_audio_buffer.speech_started', item_id: 'u' },
        { type: 'input_audio_buffer.cleared' },
        at('b', 'root'),
        at('u', 'root'),
      ),
    ).toBe('u b a')
  })
})

describe('the place of what is not shown', () => {
  it('stays where it was when it is deleted', () => {
    const events = [at('a', null), at('b', 'a'), at('c', 'a'), deleted('b'), at('d', 'b')]
    expect(order(...events)).toBe('a c d')
  })

  it('is moved when the service says where it stands', () => {
    const events = [deleted('list'), at('a', null), at('b', 'a'), done(list, 'a'), at('c', 'list')]
    expect(order(...events)).toBe('a c b')
  })
})
