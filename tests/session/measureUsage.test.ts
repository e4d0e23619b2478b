import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../src/session/events.ts'
import { NOW_MS } from '../support/sequence.ts'
import { created, done, timeline, typed } from '../support/timeline.ts'

/** The usage of the appendix of the services' reference, with a picture. */
const usage = {
  total_tokens: 1300,
  input_tokens: 1000,
  output_tokens: 300,
  input_token_details: {
    text_tokens: 400,
    audio_tokens: 500,
    image_tokens: 100,
    cached_tokens: 384,
    cached_tokens_details: { text_tokens: 256, audio_tokens: 128 },
  },
  output_token_details: { text_tokens: 50, audio_tokens: 250 },
}

const counts = {
  text: { input: 400, cached: 256, output: 50 },
  audio: { input: 500, cached: 128, output: 250 },
  image: { input: 100, cached: 0, output: 0 },
  total: 1300,
}

const usageOf = (...events: readonly SessionEvent[]) =>
  timeline(events.map((event, i) => [i, event])).measures.usage

const transcribed = (item_id: string, cost?: object): SessionEvent => ({
  type: 'conversation.item.input_audio_transcription.completed',
  item_id,
  transcript: 'Hello',
  ...(cost && { usage: cost }),
})

describe('usage', () => {
  it('is counted by kind, in which what was cached is a part of the input', () => {
    expect(usageOf(typed(), created('r1'), done('r1', { usage }))).toMatchObject({
      ...counts,
      last: counts,
    })
  })

  it('is the sum of all answers, also of those outside of the conversation', () => {
    const all = usageOf(
      done('r1', { usage }),
      created('oob', { conversation_id: null }),
      done('oob', { usage: { total_tokens: 7, input_token_details: { text_tokens: 5 } } }),
    )
    expect(all).toMatchObject({
      text: { input: 405, cached: 256, output: 50 },
      audio: counts.audio,
      total: 1307,
      last: { text: { input: 5, cached: 0, output: 0 }, total: 7 },
    })
  })

  it('is counted once, however often an answer ends', () => {
    expect(usageOf(done('r1', { usage }), done('r1', { usage }))).toMatchObject(counts)
  })

  it('is counted for an answer that was cut or failed', () => {
    expect(usageOf(created('r1'), done('r1', { status: 'cancelled', usage })).total).toBe(1300)
  })

  it('stays the same object when an answer says nothing of it', () => {
    const before = timeline([[0, done('r1', { usage })]])
    const after = timeline(
      [
        [1, done('r2')],
        [2, done('r3', { usage: null })],
      ],
      before,
    )
    expect(after.measures.usage).toBe(before.measures.usage)
  })

  it.each([
    ['what is no number', { text_tokens: '9', audio_tokens: null, image_tokens: {} }],
    ['what is no count', { text_tokens: -4, audio_tokens: Number.NaN, image_tokens: Infinity }],
  ])('does not count %s', (_what, wrong) => {
    const broken = { input_token_details: wrong, output_token_details: wrong, total_tokens: 12 }
    const { text, audio, image, total } = usageOf(done('r1', { usage: broken }))
    const none = { input: 0, cached: 0, output: 0 }
    expect({ text, audio, image, total }).toEqual({
      text: none,
      audio: none,
      image: none,
      total: 12,
    })
  })

  it('takes cached tokens of which the service does not tell the kind for the beginning: text first', () => {
    const details = { text_tokens: 300, audio_tokens: 500, cached_tokens: 384 }
    expect(usageOf(done('r1', { usage: { input_token_details: details } }))).toMatchObject({
      text: { input: 300, cached: 300 },
      audio: { input: 500, cached: 84 },
      image: { input: 0, cached: 0 },
    })
  })

  it('never has more cached than there was', () => {
    const details = { text_tokens: 10, cached_tokens_details: { text_tokens: 99, audio_tokens: 5 } }
    expect(usageOf(done('r1', { usage: { input_token_details: details } }))).toMatchObject({
      text: { input: 10, cached: 10 },
      audio: { input: 0, cached: 0 },
    })
  })

  it('adds input and output where there is no total', () => {
    const partly = { input_tokens: 30, output_tokens: 12 }
    expect(usageOf(done('r1', { usage: partly })).total).toBe(42)
  })

  it('keeps transcription apart, in tokens or in seconds, once for each turn', () => {
    const tokens = { type: 'tokens', total_tokens: 30, input_tokens: 22, output_tokens: 8 }
    const all = usageOf(
      transcribed('u1', tokens),
      transcribed('u1', tokens),
      transcribed('u2', { type: 'duration', seconds: 3 }),
      transcribed('u3', { type: 'duration', seconds: 'many' }),
      transcribed('u4'),
    )
    expect(all.transcription).toEqual({ input: 22, output: 8, seconds: 3 })
    expect(all.total).toBe(0)
  })
})

describe('rate limits', () => {
  it('are what the service said last, with the time at which they are over', () => {
    const { rateLimits } = timeline([
      [0, { type: 'rate_limits.updated', rate_limits: [{ name: 'requests', limit: 9 }] }],
      [
        5000,
        {
          type: 'rate_limits.updated',
          rate_limits: [{ name: 'tokens', limit: 40_000, remaining: 39_000, reset_seconds: 1.5 }],
        },
      ],
    ]).measures
    expect(rateLimits).toEqual([
      { name: 'tokens', limit: 40_000, remaining: 39_000, resetsAtMs: NOW_MS + 6500 },
    ])
  })

  it('say nothing of what the service left out', () => {
    const { rateLimits } = timeline([
      [0, { type: 'rate_limits.updated', rate_limits: [{ name: 'requests', limit: null }] }],
    ]).measures
    expect(rateLimits).toEqual([
      { name: 'requests', limit: null, remaining: null, resetsAtMs: null },
    ])
  })
})
