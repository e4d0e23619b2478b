import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../../src/session/events.ts'
import type { go } from '../../support/conversationSteps.ts'
import { said, types } from '../../support/sequence.ts'
import {
  interrupt,
  sound,
  soundDone,
  speaking,
  words,
  wordsDone,
} from '../../support/spokenAnswer.ts'

describe('an answer in two parts', () => {
  const parts = (...more: readonly SessionEvent[]) =>
    speaking(
      wordsDone('one two '),
      soundDone(),
      words('three ', 1),
      sound(1),
      words('four', 1),
      wordsDone('three four', 1),
      ...more,
    )
  const both = (first: number, second: number): SessionEvent => ({
    type: 'player.interrupted',
    heard: [
      { itemId: 'A', contentIndex: 0, heardMs: first, receivedMs: 1000 },
      { itemId: 'A#1', contentIndex: 1, heardMs: second, receivedMs: 1000 },
    ],
  })
  const truncates = (effects: ReturnType<typeof go>['effects']) =>
    said(effects).flatMap((event) =>
      event.type === 'conversation.item.truncate'
        ? [[event.content_index, event.audio_end_ms]]
        : [],
    )

  it('has the words of both', () => {
    expect(parts().items).toMatchObject([{ text: 'one two three four' }])
  })

  it('is cut in the first: the second was not heard', () => {
    const { items, effects } = parts(interrupt, both(500, 0))
    expect(items).toMatchObject([
      { heardText: 'one ', unheardText: 'two three four', heardMs: 500 },
    ])
    expect(truncates(effects)).toEqual([
      [0, 500],
      [1, 1],
    ])
  })

  it('is cut in the second: the first stays whole', () => {
    const { items, effects } = parts(interrupt, both(1000, 600))
    expect(items).toMatchObject([{ heardText: 'one two three ', unheardText: 'four' }])
    expect(truncates(effects)).toEqual([[1, 600]])
  })

  it('is cut in the second when the player has forgotten the first', () => {
    const { items, effects } = parts({ type: 'player.drained', itemId: 'A' }, interrupt, {
      type: 'player.interrupted',
      heard: [{ itemId: 'A#1', contentIndex: 1, heardMs: 0, receivedMs: 1000 }],
    })
    expect(items).toMatchObject([{ heardText: 'one two ', unheardText: 'three four' }])
    expect(truncates(effects)).toEqual([[1, 1]])
    expect(types(effects)).not.toContain('conversation.item.delete')
  })

  it('is told under its own name', () => {
    const { effects } = parts(interrupt, both(1000, 600))
    expect(effects).toContainEqual({
      type: 'tell',
      heard: [
        { itemId: 'A', contentIndex: 0, heardMs: 1000, receivedMs: 1000 },
        { itemId: 'A', contentIndex: 1, heardMs: 600, receivedMs: 1000 },
      ],
    })
  })
})
