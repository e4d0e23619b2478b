import { describe, expect, it } from 'vitest'
import { go } from '../../support/conversationSteps.ts'
import { said, types } from '../../support/sequence.ts'
import {
  heard,
  interrupt,
  soundDone,
  speaking,
  words,
  wordsDone,
  wordTime,
} from '../../support/spokenAnswer.ts'

describe('an answer that was cut', () => {
  it('is split by the share of its sound, and says that this is how', () => {
    const { items, effects } = speaking(interrupt, heard(500))
    expect(items).toMatchObject([
      {
        status: 'interrupted',
        heardMs: 500,
        heardText: 'one two ',
        unheardText: 'three four',
        heardBy: 'share-of-audio',
        cutBy: 'user',
      },
    ])
    expect(said(effects)).toContainEqual({
      type: 'conversation.item.truncate',
      item_id: 'A',
      content_index: 0,
      audio_end_ms: 500,
    })
  })

  it('is split by the times of its words where the service gives them', () => {
    // Half of the sound, but a long last word.
    const { items } = speaking(
      wordTime('One', 0),
      wordTime('two', 100),
      wordTime('two', 100),
      wordTime('three', 200),
      wordTime('four', 300, 700),
      interrupt,
      heard(500),
    )
    expect(items).toMatchObject([
      { heardText: 'one two three ', unheardText: 'four', heardBy: 'word-times' },
    ])
  })

  it('counts a word of which half was heard, in whatever order their times come', () => {
    const times = [wordTime('three', 200), wordTime('one', 0), wordTime('two', 100)]
    expect(speaking(...times, interrupt, heard(250)).items).toMatchObject([
      { heardText: 'one two three ' },
    ])
    expect(speaking(...times, interrupt, heard(249)).items).toMatchObject([
      { heardText: 'one two ' },
    ])
  })

  it('loses no letter of it, also where a word is written otherwise than it is spoken', () => {
    const { items } = speaking(wordTime('1', 0), wordTime('three,', 200), interrupt, heard(250))
    const [item] = items
    expect(`${item?.heardText ?? ''}${item?.unheardText ?? ''}`).toBe('one two three four')
  })

  it('does not grow by what comes later, and is told once', () => {
    const cut = speaking(interrupt, heard(500))
    const late = go(
      cut.state,
      words(' five'),
      wordsDone('one two three four five'),
      wordTime('five', 900),
      heard(0),
    )
    expect(late.items).toEqual(cut.items)
    expect(types(late.effects)).toEqual(['tell'])
  })

  it('that was heard to its end after all is completed, and nothing cut it', () => {
    const { items, effects } = speaking(soundDone(), interrupt, heard(1000))
    expect(items).toMatchObject([{ status: 'completed', cutBy: undefined }])
    expect(types(effects)).not.toContain('conversation.item.truncate')
  })

  it.each([NaN, -5, 0, 0.9])('before %d ms were heard is taken out of the model’s memory', (ms) => {
    const { effects, items } = speaking(interrupt, heard(ms))
    expect(types(effects)).toContain('conversation.item.delete')
    expect(types(effects)).not.toContain('conversation.item.truncate')
    expect(items).toMatchObject([{ status: 'interrupted', heardMs: 0 }])
  })

  it('is never said to be longer than what came, whatever a player says', () => {
    const { effects } = speaking(interrupt, heard(1200.7, { receivedMs: 999.5 }))
    expect(said(effects)).toContainEqual(
      expect.objectContaining({ type: 'conversation.item.truncate', audio_end_ms: 999 }),
    )
  })

  it('by the service itself keeps how much that was until the player knows better', () => {
    const truncated = {
      type: 'conversation.item.truncated',
      item_id: 'A',
      content_index: 0,
      audio_end_ms: 400,
    } as const
    const cut = speaking(truncated, truncated)
    expect(cut.items).toMatchObject([{ status: 'interrupted', heardMs: 400 }])
    expect(go(cut.state, interrupt, heard(500), truncated).items).toMatchObject([{ heardMs: 500 }])
  })
})

describe('an answer that is whole', () => {
  it('does not grow by words that come again', () => {
    const finished = {
      type: 'response.output_item.done',
      response_id: 'r1',
      item: {
        id: 'A',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_audio', transcript: 'one two three four' }],
      },
    } as const
    const whole = speaking(finished)
    expect(go(whole.state, words('four'), wordsDone('one')).items).toEqual(whole.items)
  })
})
