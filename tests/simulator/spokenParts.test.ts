import { describe, expect, it } from 'vitest'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import type { SimulatedSessionOptions } from '../../src/simulator/engine/SimulatedSessionOptions.ts'
import { saying, simulated, typed } from './support/simulated.ts'
import { sound } from './support/parts.ts'

interface Part {
  readonly type: string
  readonly audio?: string
  readonly transcript?: string
}

const lengthMs = ({ audio }: Part) =>
  audio === undefined ? null : Buffer.from(audio, 'base64').length / 48

/** One item: 500 ms of sound, a text, 250 ms of sound. */
const MIXED = saying({ say: 'x'.repeat(10) }, { text: 'See.' }, { say: 'y'.repeat(5) })

const answered = async (options: Partial<SimulatedSessionOptions> = {}) => {
  const parts = simulated({ brain: MIXED, ...options })
  parts.say({ type: 'response.create' })
  await parts.clock.advance(3000)
  const item_id = parts.last('response.done').response.output[0].id
  const truncate = (content_index: number, audio_end_ms: number) =>
    parts.say({ type: 'conversation.item.truncate', item_id, content_index, audio_end_ms })
  const content = (): readonly Part[] => {
    parts.say({ type: 'conversation.item.retrieve', item_id })
    return parts.last('conversation.item.retrieved').item.content
  }
  return { ...parts, truncate, content }
}

describe('an answer of several spoken parts', () => {
  it('keeps the sound of each', async () => {
    const { content } = await answered()
    expect(content().map(lengthMs)).toEqual([500, null, 250])
  })

  it('is truncated in the part that is named', async () => {
    const { truncate, content, all } = await answered()
    truncate(2, 100)
    expect(all('error')).toEqual([])
    expect(content().map(lengthMs)).toEqual([500, null, 100])
    expect(content()).toMatchObject([
      { transcript: 'x'.repeat(10) },
      { text: 'See.' },
      { transcript: '' },
    ])
  })

  it('loses all parts after that one', async () => {
    const { truncate, content, last, say, clock } = await answered()
    truncate(0, 300)
    expect(content()).toMatchObject([{ type: 'output_audio', transcript: '' }])
    expect(content().map(lengthMs)).toEqual([300])
    say({ type: 'response.create' })
    await clock.advance(3000)
    expect(last('response.done').response.usage.input_token_details).toMatchObject({
      text_tokens: 0,
      audio_tokens: 6,
    })
    truncate(2, 0)
    expect(last('error').error.code).toBe('unsupported_content_type')
  })

  it('is no longer for any of them than that part is', async () => {
    const { truncate, last } = await answered()
    truncate(2, 251)
    expect(last('error').error.message).toBe('Audio content of 250ms is already shorter than 251ms')
  })

  it('is truncated where the user stopped listening, by Voice Live', async () => {
    const { clock, configure, append, say, last, content } = await answered({
      dialect: voiceLive(),
      pace: 0,
      brain: saying({ say: 'x'.repeat(100) }, { text: 'See.' }, { say: 'y'.repeat(100) }),
    })
    configure({ turn_detection: { type: 'server_vad', auto_truncate: true } })
    // Of 10 s, 3 s are heard by now.
    append(200)
    expect(last('conversation.item.truncated')).toMatchObject({
      content_index: 0,
      audio_end_ms: 3000,
    })
    append(100, 0)
    await clock.advance(3000 + 3000)
    expect(content().map(lengthMs)).toEqual([3000])
    append(200)
    const { content_index, audio_end_ms } = last('conversation.item.truncated') as unknown as {
      content_index: number
      audio_end_ms: number
    }
    expect([content_index, audio_end_ms]).toEqual([2, 1000])
    say({ type: 'input_audio_buffer.clear' })
  })
})

it('the spoken parts of a turn that a client makes keep their own sound too', () => {
  const { say, last } = simulated()
  const spoken = (ms: number) => ({ type: 'input_audio', audio: sound(ms) })
  const text = { type: 'input_text', text: 'and' }
  const item = { ...typed('').item, id: 'mixed', content: [spoken(100), text, spoken(200)] }
  say({ type: 'conversation.item.create', item })
  say({ type: 'conversation.item.retrieve', item_id: 'mixed' })
  const content: readonly Part[] = last('conversation.item.retrieved').item.content
  expect(content.map(lengthMs)).toEqual([100, null, 200])
})
