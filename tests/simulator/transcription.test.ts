import { describe, expect, it } from 'vitest'
import { simulated, types } from './support/simulated.ts'

const NAME = 'conversation.item.input_audio_transcription'
const LOGPROBS = ['item.input_audio_transcription.logprobs']

/** A turn of 3.4 s, and the words that it is taken to hold. */
const heard = async (model: string, include: readonly string[] | null = null) => {
  const brain = { answer: () => [{ text: 'Yes.' }], heard: () => 'What is the weather?' }
  const parts = simulated({ brain })
  parts.update({ include, audio: { input: { transcription: { model } } } })
  expect(parts.all('error')).toEqual([])
  parts.append(3400)
  parts.append(100, 0)
  await parts.clock.advance(1000)
  return {
    ...parts,
    completed: parts.last(`${NAME}.completed`),
    deltas: parts.all(`${NAME}.delta`),
  }
}

describe('the transcript of a spoken turn', () => {
  it('comes word by word and then whole', async () => {
    const { deltas, completed } = await heard('whisper-1')
    expect(deltas.map(({ delta }) => delta)).toEqual(['What', ' is', ' the', ' weather?'])
    expect(completed.transcript).toBe('What is the weather?')
  })

  it('is paid by the second for whisper-1, and by the token for the gpt-4o family', async () => {
    expect((await heard('whisper-1')).completed.usage).toEqual({ type: 'duration', seconds: 4 })
    expect((await heard('gpt-transcribe')).completed.usage).toMatchObject({ type: 'duration' })
    expect((await heard('gpt-4o-mini-transcribe')).completed.usage).toEqual({
      type: 'tokens',
      total_tokens: 39,
      input_tokens: 34,
      input_token_details: { text_tokens: 0, audio_tokens: 34 },
      output_tokens: 5,
    })
  })

  it('tells how sure it is only when the session includes that', async () => {
    const plain = await heard('gpt-4o-transcribe')
    expect(plain.completed).not.toHaveProperty('logprobs')
    const { deltas, completed } = await heard('gpt-4o-transcribe', LOGPROBS)
    const sure = (token: string) => ({
      token,
      logprob: expect.any(Number) as number,
      bytes: [...Buffer.from(token)],
    })
    expect(deltas[1]).toMatchObject({ logprobs: [sure(' is')] })
    expect(completed).toMatchObject({ logprobs: ['What', ' is', ' the', ' weather?'].map(sure) })
  })

  it('is read from the item afterwards', async () => {
    const { say, last, completed } = await heard('whisper-1')
    say({ type: 'conversation.item.retrieve', item_id: completed.item_id })
    expect(last('conversation.item.retrieved').item.content[0].transcript).toBe(
      'What is the weather?',
    )
  })

  it('is told as it was asked for when the turn ended, though it is off by then', async () => {
    const { update, append, all, clock, events } = simulated()
    update({ audio: { input: { transcription: { model: 'whisper-1' } } } })
    append(200)
    append(100, 0)
    update({ audio: { input: { transcription: null } } })
    append(200)
    append(100, 0)
    await clock.advance(10_000)
    expect(all(`${NAME}.completed`)).toHaveLength(1)
    expect(types(events)).not.toContain('error')
  })
})
