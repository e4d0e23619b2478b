import { describe, expect, it } from 'vitest'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { pushToTalk, simulated, types } from './support/simulated.ts'

const NAME = 'conversation.item.input_audio_transcription'
const brain = { answer: () => [{ text: 'Yes.' }], heard: () => 'What is the weather?' }
const spoken = (parts: ReturnType<typeof simulated>, ms: number) => {
  parts.append(ms)
  parts.append(100, 0)
  return parts.last('input_audio_buffer.committed').item_id
}
const hearing = (model: string) => ({ audio: { input: { transcription: { model } } } })

describe('a turn that is deleted before its words are known', () => {
  it.each([false, true])('is told of no more, when transcription fails: %s', async (fails) => {
    const parts = simulated({ brain, transcription: { delayMs: 300, fails } })
    parts.update(hearing('whisper-1'))
    const item_id = spoken(parts, 500)
    parts.say({ type: 'conversation.item.delete', item_id })
    const kept = spoken(parts, 500)
    await parts.clock.advance(3000)
    const told = parts.events.filter(({ type }) => type.startsWith(NAME))
    expect(new Set(told.map((event) => event.item_id))).toEqual(new Set([kept]))
  })
})

describe('gpt-4o-transcribe-diarize', () => {
  it('tells who spoke from when to when, before the whole', async () => {
    const parts = simulated({ brain })
    parts.update(hearing('gpt-4o-transcribe-diarize'))
    const item_id = spoken(parts, 1500)
    await parts.clock.advance(1000)
    expect(parts.all(`${NAME}.segment`)).toEqual([
      {
        type: `${NAME}.segment`,
        event_id: expect.stringMatching(/^event_/),
        item_id,
        content_index: 0,
        id: expect.stringMatching(/^seg_/),
        speaker: 'A',
        start: 0,
        end: 1.5,
        text: 'What is the weather?',
      },
    ])
    const told = types(parts.events).filter((type) => type.startsWith(NAME))
    expect(told.slice(-2)).toEqual([`${NAME}.segment`, `${NAME}.completed`])
  })

  it('alone does, and only where there is a word for it', async () => {
    const other = simulated({ brain })
    other.update(hearing('gpt-4o-transcribe'))
    const flat = simulated({ brain, dialect: voiceLive() })
    flat.configure({ input_audio_transcription: { model: 'gpt-4o-transcribe-diarize' } })
    for (const parts of [other, flat]) {
      spoken(parts, 500)
      await parts.clock.advance(1000)
      expect(parts.all(`${NAME}.completed`)).toHaveLength(1)
      expect(parts.all(`${NAME}.segment`)).toHaveLength(0)
    }
  })
})

describe('gpt-realtime-whisper', () => {
  const whisper = hearing('gpt-realtime-whisper')

  it('is refused while the service listens for turns', () => {
    const { update, last, all } = simulated()
    update({ ...whisper, instructions: 'Changed.' })
    expect(last('error').error).toMatchObject({
      code: 'invalid_value',
      param: 'session.audio.input.turn_detection',
    })
    expect(last('error').error.message).toContain('gpt-realtime-whisper')
    expect(all('session.updated')).toHaveLength(0)
  })

  it('is taken with push to talk, which cannot be left then', async () => {
    const { update, last, all, append, say, clock } = simulated({ brain })
    const { audio } = pushToTalk
    update({ audio: { input: { ...audio.input, ...whisper.audio.input } } })
    expect(all('error')).toEqual([])
    append(500)
    say({ type: 'input_audio_buffer.commit' })
    await clock.advance(1000)
    expect(all(`${NAME}.completed`)).toHaveLength(1)
    update({ audio: { input: { turn_detection: { type: 'server_vad' } } } })
    expect(last('error').error.param).toBe('session.audio.input.turn_detection')
    update({ audio: { input: { transcription: null, turn_detection: { type: 'server_vad' } } } })
    expect(all('error')).toHaveLength(1)
  })

  it('is refused in the words of the preview there', () => {
    const { configure, last } = simulated({ dialect: preview2025 })
    configure({ input_audio_transcription: { model: 'gpt-realtime-whisper' } })
    expect(last('error').error.param).toBe('session.turn_detection')
    expect(last('error').error.message).not.toContain('audio.input')
  })
})
