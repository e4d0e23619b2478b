import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/simulator/brain/Brain.ts'
import { saying, simulated, typed } from './support/simulated.ts'

interface Usage {
  readonly total_tokens: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly input_token_details: {
    readonly text_tokens: number
    readonly audio_tokens: number
    readonly image_tokens: number
    readonly cached_tokens: number
    readonly cached_tokens_details: object
  }
  readonly output_token_details: object
}

const asking = (...reply: Reply) => {
  const parts = simulated({ brain: saying(...reply) })
  const answer = async (response?: object): Promise<Usage> => {
    parts.say({ type: 'response.create', response })
    await parts.clock.advance(10_000)
    return parts.last('response.done').response.usage as unknown as Usage
  }
  return { ...parts, answer }
}

describe('usage', () => {
  it('counts text by the letter, and sound by the second: 10 for the user, 20 for the assistant', async () => {
    const { append, update, say, answer } = asking({ say: 'x'.repeat(40) })
    update({ instructions: 'y'.repeat(9), audio: { input: { turn_detection: null } } })
    append(1500)
    say({ type: 'input_audio_buffer.commit' })
    expect(await answer()).toEqual({
      total_tokens: 3 + 15 + 10 + 40,
      input_tokens: 18,
      output_tokens: 50,
      input_token_details: {
        text_tokens: 3,
        audio_tokens: 15,
        image_tokens: 0,
        cached_tokens: 0,
        cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
      },
      output_token_details: { text_tokens: 10, audio_tokens: 40 },
    })
  })

  it('counts calls, what tools answered, and pictures', async () => {
    const { say, answer } = asking({ call: { name: 'f', arguments: { a: 'x'.repeat(32) } } })
    const picture = { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'low' }
    say({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [picture] },
    })
    say({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'c', output: 'z'.repeat(20) },
    })
    const usage = await answer()
    expect(usage.input_token_details).toMatchObject({ text_tokens: 5, image_tokens: 85 })
    expect(usage.output_token_details).toEqual({ text_tokens: 10, audio_tokens: 0 })
  })

  it.each([
    ['low', 85],
    ['high', 765],
    ['auto', 765],
    [undefined, 765],
  ])('counts a picture of detail %s as %i', async (detail, tokens) => {
    const { say, answer } = asking({ text: 'ok' })
    const picture = { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail }
    const item = { type: 'message', role: 'user', content: [picture, picture] }
    say({ type: 'conversation.item.create', item: JSON.parse(JSON.stringify(item)) as object })
    expect((await answer()).input_token_details.image_tokens).toBe(2 * tokens)
  })

  it('counts only what was streamed of an answer that was cut', async () => {
    const { say, clock, last, all } = asking({ say: 'x'.repeat(200) })
    say({ type: 'response.create' })
    await clock.advance(500)
    const ms = all('response.output_audio.delta').length * 100
    say({ type: 'response.cancel' })
    expect(last('response.done').response.usage.output_token_details.audio_tokens).toBe(ms / 50)
  })
})

describe('cached tokens', () => {
  it('are those that an answer before has read', async () => {
    const { type, answer } = asking({ text: 'ok' })
    type('x'.repeat(400))
    expect((await answer()).input_token_details.cached_tokens).toBe(0)
    type('y'.repeat(80))
    const second = await answer()
    // The first turn; the answer to it is read for the first time now.
    expect(second.input_token_details).toEqual({
      text_tokens: 100 + 1 + 20,
      audio_tokens: 0,
      image_tokens: 0,
      cached_tokens: 100,
      cached_tokens_details: { text_tokens: 100, audio_tokens: 0, image_tokens: 0 },
    })
    expect((await answer()).input_token_details.cached_tokens).toBe(121)
  })

  it('are only a beginning: after something new all counts in full', async () => {
    const { say, update, type, answer } = asking({ text: 'ok' })
    type('x'.repeat(400))
    await answer()
    say({ ...typed('new', 'system'), previous_item_id: 'root' })
    expect((await answer()).input_token_details.cached_tokens).toBe(0)
    update({ instructions: 'Be kind.' })
    expect((await answer()).input_token_details.cached_tokens).toBe(0)
  })

  it('are none of what came after an item that was deleted since', async () => {
    const { say, last, type, answer, update } = asking({ text: 'ok' })
    update({ instructions: 'z'.repeat(12) })
    type('x'.repeat(400))
    const first = last('conversation.item.done').item.id
    type('y'.repeat(80))
    await answer()
    say({ type: 'conversation.item.delete', item_id: first })
    expect((await answer()).input_token_details.cached_tokens).toBe(3)
    // That beginning has been read now.
    expect((await answer()).input_token_details.cached_tokens).toBe(3 + 20 + 1)
  })

  it('are those of any answer before, not only of the last', async () => {
    const { type, answer } = asking({ text: 'ok' })
    type('x'.repeat(400))
    await answer()
    await answer({ conversation: 'none', input: [] })
    expect((await answer()).input_token_details.cached_tokens).toBe(100)
  })

  it('of sound are told apart', async () => {
    const { append, update, say, answer } = asking({ text: 'ok' })
    update({ audio: { input: { turn_detection: null } } })
    append(2000)
    say({ type: 'input_audio_buffer.commit' })
    await answer()
    expect((await answer()).input_token_details.cached_tokens_details).toEqual({
      text_tokens: 0,
      audio_tokens: 20,
      image_tokens: 0,
    })
  })
})
