import { describe, expect, it } from 'vitest'
import type { Effect, SessionEvent } from '../../../src/session/events.ts'
import {
  added,
  answer,
  committed,
  go,
  spoken,
  transcript,
  transcriptDelta,
} from '../../support/conversationSteps.ts'
import { started } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const transcribed = () => ({
  ...connected(),
  settings: { ...connected().settings, inputTranscription: { model: 'whisper-1' } },
})
const failed = (code: string | null): SessionEvent => ({
  type: 'conversation.item.input_audio_transcription.failed',
  item_id: 'u1',
  content_index: 0,
  error: code === null ? null : { code, message: 'No.' },
})
const segment = (text: string, start: number, end: number): SessionEvent => ({
  type: 'conversation.item.input_audio_transcription.segment',
  item_id: 'u1',
  content_index: 0,
  start,
  end,
  text,
})
const overdue = { type: 'words.overdue', itemId: 'u1' } as const
const messages = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'report' ? [effect.error.message] : []))
const wakes = (effects: readonly Effect[]) =>
  effects.filter((effect) => effect.type === 'wake' && effect.event.type === 'words.overdue')

describe('words that do not come', () => {
  it.each([
    ['the code of the service', failed('audio_unintelligible'), 'audio_unintelligible'],
    ['that it gave none', failed(null), 'it gave no reason'],
    ['that they were awaited for too long', overdue, 'it did not come'],
  ])('are told of with the reason: %s', (_which, event, reason) => {
    const { effects } = go(transcribed(), committed('u1'), event)
    expect(messages(effects)).toEqual([
      `You were heard, but the transcript of this turn failed: ${reason}.`,
    ])
  })

  it('are no failure where they had come before their turn', () => {
    const { state } = go(transcribed(), transcript('u1', 'Hello'))
    const again = go(state, failed('audio_unintelligible'))
    expect(again.state).toBe(state)
    expect(again.effects).toEqual([])
  })

  it('are not missed of a turn that is not there any more', () => {
    const state = transcribed()
    const { state: after, effects } = go(state, overdue)
    expect(after).toBe(state)
    expect(effects).toEqual([])
  })
})

describe('words that come in pieces', () => {
  it('take a piece without words for none', () => {
    const nothing = { ...transcriptDelta('u1', ''), delta: null }
    const { items } = go(transcribed(), committed('u1'), transcriptDelta('u1', 'Hel'), nothing)
    expect(items).toMatchObject([{ text: 'Hel' }])
  })

  it('are put together with one space between the speakers', () => {
    const { items } = go(
      transcribed(),
      committed('u1'),
      segment(' Good morning. ', 0, 1),
      segment(' Hello.', 1, 2),
    )
    expect(items).toMatchObject([{ text: 'Good morning. Hello.' }])
  })

  it('are another piece when they differ in their beginning, their end or their words', () => {
    const { items } = go(
      transcribed(),
      committed('u1'),
      segment('No.', 0, 1),
      segment('Yes.', 0, 1),
      segment('No.', 0, 2),
      segment('No.', 0.5, 1),
    )
    expect(items[0]?.segments?.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
      [0, 1000, 'No.'],
      [0, 1000, 'Yes.'],
      [0, 2000, 'No.'],
      [500, 1000, 'No.'],
    ])
  })
})

describe('a spoken turn', () => {
  it('has no words at its beginning', () => {
    expect(go(connected(), started()).items).toMatchObject([{ status: 'in-progress', text: '' }])
  })

  it('is taken once: the same said again changes nothing', () => {
    const { state } = go(transcribed(), committed('u1'))
    const again = go(state, committed('u1'))
    expect(again.state).toBe(state)
    expect(again.effects).toEqual([])
  })

  it('has its words awaited once, also when it is moved to another place', () => {
    const { effects } = go(
      transcribed(),
      added(spoken('u0')),
      committed('u1', null),
      committed('u1', 'u0'),
    )
    expect(wakes(effects).filter((one) => JSON.stringify(one).includes('"u1"'))).toHaveLength(1)
  })

  it('has its words awaited also where the service shows it without taking it', () => {
    const { items, effects } = go(transcribed(), added(spoken('u1')))
    expect(items).toMatchObject([{ status: 'completed', transcription: 'waiting' }])
    expect(wakes(effects)).toEqual([{ type: 'wake', afterMs: 30_000, event: overdue }])
  })

  it('has words that came before it began, also where it is shown before it is taken', () => {
    const { items } = go(
      transcribed(),
      transcriptDelta('u1', 'Hel'),
      started(),
      added(spoken('u1')),
      committed('u1'),
    )
    expect(items).toMatchObject([{ text: 'Hel', status: 'completed' }])
  })
})

describe('audio that was thrown away', () => {
  const cleared = { type: 'input_audio_buffer.cleared' } as const

  it('takes the turn that was begun, and leaves the answer that is being spoken', () => {
    const begun = { type: 'response.output_item.added', response_id: 'r1' } as const
    const { items } = go(
      connected(),
      { type: 'response.created', response: { id: 'r1' } },
      { ...begun, item: answer('A', 'Hello', 'in_progress') },
      { ...begun, item: answer('B', '', 'in_progress') },
      { type: 'talk.pressed' },
      cleared,
    )
    expect(items.map(({ id }) => id)).toEqual(['A', 'B'])
    const talking = go(
      {
        ...connected(),
        settings: { turnDetection: { type: 'server_vad', interruptResponse: false } },
      },
      { type: 'response.created', response: { id: 'r1' } },
      { ...begun, item: answer('A', 'Hello', 'in_progress') },
      started(),
      cleared,
    )
    expect(talking.items.map(({ id, status }) => `${id} ${status}`)).toEqual(['A in-progress'])
  })

  it('changes nothing where none was begun', () => {
    const { state } = go(connected(), committed('u1'))
    expect(go(state, cleared).state).toBe(state)
  })

  it('leaves everybody else where they stood', () => {
    const { items } = go(
      connected(),
      added(answer('A', 'Hello')),
      started(),
      cleared,
      added(answer('B', 'And'), 'root'),
    )
    expect(items.map(({ id }) => id)).toEqual(['B', 'A'])
  })
})
