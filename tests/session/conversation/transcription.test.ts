import { describe, expect, it } from 'vitest'
import { added, committed, done, go, spoken } from '../../support/conversationSteps.ts'
import { transcript, transcriptDelta } from '../../support/conversationSteps.ts'
import { connected, play, types } from '../../support/sequence.ts'

const failed = (item_id: string) =>
  ({
    type: 'conversation.item.input_audio_transcription.failed',
    item_id,
    content_index: 0,
    error: { code: 'audio_unintelligible', message: 'secret words' },
  }) as const
const segment = (speaker: string, start: number, end: number, text: string) =>
  ({
    type: 'conversation.item.input_audio_transcription.segment',
    item_id: 'u1',
    content_index: 0,
    speaker,
    start,
    end,
    text,
  }) as const
const overdue = { type: 'words.overdue', itemId: 'u1' } as const

const transcribed = () => ({
  ...connected(),
  settings: { ...connected().settings, inputTranscription: { model: 'whisper-1' } },
})

describe('the words of a turn', () => {
  it('may come before it: in whole', () => {
    const { items } = go(transcribed(), transcript('u1', 'Hello'), committed('u1'))
    expect(items).toMatchObject([{ text: 'Hello', transcription: 'done', status: 'completed' }])
  })

  it('may come before it: in pieces', () => {
    const begun = go(transcribed(), transcriptDelta('u1', 'Hel'), committed('u1'))
    expect(begun.items).toMatchObject([{ text: 'Hel', transcription: 'waiting' }])
    expect(go(begun.state, transcriptDelta('u1', 'lo')).items).toMatchObject([{ text: 'Hello' }])
  })

  it('may be refused before it', () => {
    const { items, effects } = go(transcribed(), failed('u1'), committed('u1'), failed('u1'))
    expect(items).toMatchObject([{ transcription: 'failed' }])
    expect(types(effects)).toEqual(['report'])
  })

  it('are kept of the last few unknown turns only', () => {
    const early = Array.from({ length: 20 }, (_, n) => transcript(`u${n}`, `words ${n}`))
    const { state } = go(transcribed(), ...early)
    expect(Object.keys(state.earlyWords)).toHaveLength(8)
    expect(go(state, committed('u19')).items).toMatchObject([{ text: 'words 19' }])
  })

  it('stand once they are whole, whatever is said again', () => {
    const once = go(transcribed(), committed('u1'), transcript('u1', 'Hello'))
    const again = go(
      once.state,
      transcript('u1', 'Hello'),
      transcriptDelta('u1', 'Hello'),
      failed('u1'),
      done(spoken('u1')),
      overdue,
    )
    expect(again.state).toBe(once.state)
    expect(again.effects).toEqual([])
  })

  it('that come after they were given up are shown all the same', () => {
    const { items } = go(transcribed(), committed('u1'), overdue, transcript('u1', 'Hello'))
    expect(items).toMatchObject([{ text: 'Hello', transcription: 'done' }])
  })

  it('that never come are given up after half a minute, and it is told once', () => {
    const waiting = go(transcribed(), committed('u1'), added(spoken('u1')), committed('u1'))
    expect(waiting.effects).toEqual([{ type: 'wake', afterMs: 30_000, event: overdue }])
    const { items, effects } = go(waiting.state, overdue, overdue)
    expect(items).toMatchObject([{ transcription: 'failed' }])
    expect(effects).toMatchObject([{ type: 'report', error: { code: 'transcription_failed' } }])
  })

  it('are not awaited where nobody writes them down', () => {
    const silent = { ...connected(), settings: { ...connected().settings } }
    const { effects, items } = go(
      { ...silent, settings: { ...silent.settings, inputTranscription: null } },
      committed('u1'),
    )
    expect(effects).toEqual([])
    expect(items).toMatchObject([{ transcription: 'off' }])
  })

  it.each(['connection.lost', 'line.closed'] as const)(
    'are not awaited any more after %s',
    (type) => {
      const { items } = go(transcribed(), committed('u1'), { type })
      expect(items).toMatchObject([{ transcription: 'failed' }])
    },
  )

  it('say nothing of the sentence of the service, which may hold words of the user', () => {
    const { effects } = go(transcribed(), committed('u1'), failed('u1'))
    expect(JSON.stringify(effects)).not.toContain('secret words')
    const [report] = effects.filter(({ type }) => type === 'report')
    expect(report?.type === 'report' && report.error.cause).toBeUndefined()
  })
})

describe('the words of several speakers', () => {
  it('are put together by time, each with its speaker, and not twice', () => {
    const { items } = go(
      transcribed(),
      committed('u1'),
      segment('B', 1.5, 2.25, 'Good morning.'),
      segment('A', 0, 1.4, 'Hello?'),
      segment('A', 0, 1.4, 'Hello?'),
      transcriptDelta('u1', 'Hello?'),
    )
    expect(items).toMatchObject([
      {
        text: 'Hello? Good morning.',
        segments: [
          { speaker: 'A', startMs: 0, endMs: 1400, text: 'Hello?' },
          { speaker: 'B', startMs: 1500, endMs: 2250, text: 'Good morning.' },
        ],
      },
    ])
  })

  it('give way to the whole, and stay beside it', () => {
    const { items } = go(
      transcribed(),
      committed('u1'),
      segment('A', 0, 1, 'Hello'),
      transcript('u1', 'Hello!'),
      segment('B', 1, 2, 'late'),
    )
    expect(items).toMatchObject([
      { text: 'Hello!', segments: [{ text: 'Hello' }, { text: 'late' }] },
    ])
  })
})

describe('a turn that is told again', () => {
  it('does not interrupt the answer to it, and promises no second one', () => {
    const start =
      'speech_started listening → speech_stopped thinking → committed thinking → response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking'
    const { state } = play(start)
    const again = play(
      'speech_started speaking → speech_stopped speaking → committed speaking',
      state,
    )
    expect(again.statuses).toEqual(['speaking', 'speaking', 'speaking'])
    expect(again.state.turn.due).toBeNull()
  })

  it('is over when the service takes it, also before it says that it ended', () => {
    const { statuses } = play(
      'speech_started listening → committed thinking → speech_stopped thinking',
    )
    expect(statuses).toEqual(['listening', 'thinking', 'thinking'])
  })
})

describe('a pause in which nobody says anything', () => {
  const timeout = { type: 'input_audio_buffer.timeout_triggered', item_id: 'u1' } as const

  it('shows no empty turn, and the answer that follows', () => {
    const { state, items, effects } = go(
      transcribed(),
      timeout,
      committed('u1'),
      added(spoken('u1')),
      failed('u1'),
      transcript('u1', ''),
      { type: 'response.created', response: { id: 'r1' } },
      {
        type: 'response.output_item.added',
        response_id: 'r1',
        item: { id: 'A', type: 'message', role: 'assistant', status: 'in_progress', content: [] },
      },
    )
    expect(items.map(({ id }) => id)).toEqual(['A'])
    expect(effects).toEqual([])
    expect(state.earlyWords).toEqual({})
  })
})
