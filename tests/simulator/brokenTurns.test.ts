import { describe, expect, it } from 'vitest'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { pushToTalk, simulated, typed, types } from './support/simulated.ts'

const detect = (fields: object) => ({
  audio: { input: { turn_detection: { type: 'server_vad', ...fields } } },
})

describe('a turn that is being spoken', () => {
  it('goes on when the same format is asked for in another order', () => {
    const { append, update, all } = simulated()
    append(200)
    update({ audio: { input: { format: { rate: 24_000, type: 'audio/pcm' } } } })
    append(200)
    append(100, 0)
    expect(all('input_audio_buffer.speech_started')).toHaveLength(1)
    expect(all('input_audio_buffer.speech_stopped')).toMatchObject([{ audio_end_ms: 400 }])
  })

  it('is forgotten when it is cleared, and what follows is a turn of its own', () => {
    const { append, say, by, all } = simulated()
    append(200)
    say({ type: 'input_audio_buffer.clear' })
    expect(by(() => append(100, 0))).toEqual([])
    append(200)
    append(100, 0)
    const [first, second] = all('input_audio_buffer.speech_started')
    expect(second?.item_id).not.toBe(first?.item_id)
    expect(all('input_audio_buffer.committed')).toMatchObject([{ item_id: second?.item_id }])
  })

  it('begins anew when it is cleared while the user goes on', () => {
    const { append, say, all } = simulated()
    append(200)
    say({ type: 'input_audio_buffer.clear' })
    append(200)
    append(100, 0)
    expect(all('input_audio_buffer.speech_started')).toMatchObject([
      { audio_start_ms: 0 },
      { audio_start_ms: 200 },
    ])
    expect(all('input_audio_buffer.speech_stopped')).toMatchObject([{ audio_end_ms: 400 }])
  })

  it('is forgotten when its sound comes at another rate', () => {
    const { append, configure, all, say } = simulated({ dialect: voiceLive() })
    append(200)
    configure({ input_audio_sampling_rate: 16_000 })
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toEqual([])
    say({ type: 'input_audio_buffer.clear' })
    // 72 ms at 24 kHz are 108 ms at 16 kHz.
    append(72, 0)
    say({ type: 'input_audio_buffer.commit' })
    expect(all('error')).toEqual([])
  })
})

describe('the id that was announced for a turn', () => {
  const announced = () => {
    const parts = simulated()
    parts.append(200)
    const { item_id: id } = parts.last('input_audio_buffer.speech_started')
    const event = typed('I was first.')
    const create = () => parts.say({ ...event, item: { ...event.item, id } })
    return { ...parts, id, create }
  }

  it('is not for an item of the client, and the turn comes', () => {
    const { append, by, create, id, last, all } = announced()
    expect(types(by(create))).toEqual(['error'])
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'item.id' })
    append(100, 0)
    expect(all('input_audio_buffer.committed')).toMatchObject([{ item_id: id }])
    expect(all('conversation.item.done')).toMatchObject([{ item: { id } }])
  })

  it('is for its item also when the client commits it', () => {
    const { append, say, id, all } = announced()
    say({ type: 'input_audio_buffer.commit' })
    expect(all('conversation.item.done')).toMatchObject([{ item: { id } }])
    append(100, 0)
    append(200)
    append(100, 0)
    expect(all('conversation.item.done')).toHaveLength(2)
    expect(all('error')).toEqual([])
  })

  it('is free again when the turn was a false start', () => {
    const { by, create, say } = announced()
    say({ type: 'input_audio_buffer.clear' })
    expect(types(by(create))).not.toContain('error')
    const other = announced()
    other.update(detect({ threshold: 0.9 }))
    expect(types(other.by(other.create))).not.toContain('error')
  })
})

describe('what nobody says', () => {
  const lengthOf = ({ say, last }: ReturnType<typeof simulated>) => {
    say({ type: 'input_audio_buffer.commit' })
    const { item_id } = last('input_audio_buffer.committed')
    say({ type: 'conversation.item.retrieve', item_id })
    return (
      Buffer.from(last('conversation.item.retrieved').item.content[0].audio, 'base64').length / 48
    )
  }

  it('is kept no longer than a turn may reach back, while turns are detected', () => {
    const parts = simulated()
    for (let i = 0; i < 100; i++) parts.append(100, 0)
    expect(lengthOf(parts)).toBe(1300)
    parts.update(detect({ prefix_padding_ms: 2000 }))
    for (let i = 0; i < 100; i++) parts.append(100, 0)
    expect(lengthOf(parts)).toBe(3000)
  })

  it('is kept as a whole when the client decides what a turn is', () => {
    const parts = simulated()
    parts.update(pushToTalk)
    for (let i = 0; i < 100; i++) parts.append(100, 0)
    expect(lengthOf(parts)).toBe(10_000)
  })
})
