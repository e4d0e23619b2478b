import { describe, expect, it } from 'vitest'
import type { Heard } from '../../../src/audio/Player.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import type { go } from '../../support/conversationSteps.ts'
import { said, types } from '../../support/sequence.ts'
import { answer } from '../../support/conversationSteps.ts'
import { created, Scene, sound as soundOf } from '../../support/scene.ts'
import {
  interrupt,
  sound,
  soundDone,
  speaking,
  words,
  wordsDone,
} from '../../support/spokenAnswer.ts'

const part = (contentIndex: number, heardMs: number, receivedMs: number): Heard => ({
  itemId: contentIndex === 0 ? 'A' : `A#${contentIndex}`,
  contentIndex,
  heardMs,
  receivedMs,
})
const heard = (...parts: readonly Heard[]): SessionEvent => ({
  type: 'player.interrupted',
  heard: parts,
})
const truncates = (effects: ReturnType<typeof go>['effects']) =>
  said(effects).flatMap((event) =>
    event.type === 'conversation.item.truncate' ? [[event.content_index, event.audio_end_ms]] : [],
  )

describe('an answer in several parts that is cut', () => {
  it('was not heard in a part that has no sound yet', () => {
    const { items } = speaking(
      wordsDone('one '),
      words('two', 1),
      interrupt,
      heard(part(0, 1000, 1000)),
    )
    expect(items).toMatchObject([{ heardText: 'one ', unheardText: 'two' }])
  })

  it('was heard to no later word than the first that was not', () => {
    const { items } = speaking(
      wordsDone('one two three '),
      words('four five', 1),
      sound(1),
      soundDone(1),
      interrupt,
      heard(part(0, 100, 100), part(1, 1000, 1000)),
    )
    expect(items).toMatchObject([{ heardText: '', unheardText: 'one two three four five' }])
  })

  it('was heard whole as far as it was written, where the words of what sounds have not come', () => {
    const { items } = speaking(
      wordsDone('one '),
      words('two', 1),
      sound(2),
      { type: 'player.drained', itemId: 'A' },
      { type: 'player.started', itemId: 'A#2' },
      interrupt,
      heard(part(2, 500, 1000)),
    )
    expect(items).toMatchObject([
      { heardText: 'one two', unheardText: '', heardBy: 'share-of-audio' },
    ])
  })

  it('is shortened there only in the parts of which sound came', () => {
    const { effects } = speaking(sound(1), interrupt, heard(part(0, 500, 1000), part(1, 0, 0)))
    expect(truncates(effects)).toEqual([[0, 500]])
    const little = speaking(sound(1), interrupt, heard(part(0, 500, 1000), part(1, 0, 1)))
    expect(truncates(little.effects)).toEqual([
      [0, 500],
      [1, 1],
    ])
  })
})

describe('an answer that sounded on over a new line and is cut', () => {
  it('is taken out where nothing but the space before its first word was heard', () => {
    const { effects } = speaking(
      wordsDone(' one two'),
      soundDone(),
      { type: 'line.swapped' },
      interrupt,
      heard(part(0, 50, 1000)),
    )
    expect(types(effects)).toContain('conversation.item.delete')
    expect(types(effects)).not.toContain('conversation.item.create')
  })
})

describe('an answer of two messages that is cut', () => {
  it('leaves the one that was said', () => {
    const begun = { type: 'response.output_item.added', response_id: 'r1' } as const
    const scene = new Scene().happen(
      created('r1'),
      { ...begun, item: answer('A') },
      soundOf('A', 'r1'),
      { type: 'player.started', itemId: 'A' },
      soundDone(),
      { type: 'response.output_item.done', response_id: 'r1', item: answer('A', 'One.') },
      { type: 'player.drained', itemId: 'A' },
      { ...begun, item: answer('B') },
      interrupt,
    )
    expect(scene.items).toEqual(['A completed', 'B interrupted'])
  })

  it('is cancelled by us where the service detects no turns, and not where it does that itself', () => {
    const speech = { type: 'input_audio_buffer.speech_started', item_id: 'u1' } as const
    const byService = new Scene().happen(created('r1'), speech)
    expect(byService.sent('response.cancel')).toBe(0)
    const scene = new Scene()
    scene.state = { ...scene.state, settings: { turnDetection: null } }
    expect(scene.happen(created('r1'), speech).sent('response.cancel')).toBe(1)
  })
})
