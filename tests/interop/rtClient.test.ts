import { RTClient, type LowLevelRTClient, type RTResponse } from 'rt-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HEARD, SAYS, WEATHER_TOOL } from './support/partnerBrain.ts'
import { PREVIEW_2024_TYPES } from './support/publishedTypes.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ preview: 'serve' })
})
afterAll(() => partner.close())

const VOICE = 'echo'

async function connect() {
  const at = new URL(`ws://127.0.0.1:${partner.port}`)
  const client = new RTClient(at, { key: 'azure-local' }, { deployment: 'gpt-4o-realtime-preview' })
  await client.configure({
    modalities: ['text', 'audio'],
    voice: VOICE,
    input_audio_transcription: { model: 'whisper-1' },
    turn_detection: { type: 'server_vad', silence_duration_ms: 500 },
    tools: [WEATHER_TOOL],
  })
  const respond = async () => {
    const response = await client.generateResponse()
    if (!response) throw new Error('no response')
    return response
  }
  const ask = async (text: string) => {
    const content = [{ type: 'input_text' as const, text }]
    await client.sendItem({ type: 'message', role: 'user', content })
    return respond()
  }
  const speak = async (chunks: readonly Uint8Array[]) => {
    for (const chunk of chunks) await client.sendAudio(chunk)
  }
  return { client, ask, respond, speak }
}

/** All that a response says, and calls. */
async function follow(response: RTResponse, onSound = async () => {}) {
  const sounds: Uint8Array[] = []
  const calls: { name: string; callId: string; arguments: unknown }[] = []
  let words = ''
  for await (const item of response) {
    if (item.type === 'function_call') {
      await item.waitForCompletion()
      const { functionName: name, callId } = item
      calls.push({ name, callId, arguments: JSON.parse(item.arguments) })
      continue
    }
    for await (const part of item) {
      if (part.type !== 'audio') throw new Error(`unexpected ${part.type}`)
      for await (const chunk of part.audioChunks()) {
        sounds.push(chunk)
        if (sounds.length === 3) await onSound()
      }
      for await (const piece of part.transcriptChunks()) words += piece
    }
  }
  return { sound: Buffer.concat(sounds), words, calls }
}

describe('RTClient', () => {
  it('completes a typed turn', async () => {
    const { client, ask } = await connect()
    const response = await ask('Hello.')
    const { sound, words } = await follow(response)
    expect(response.status).toBe('completed')
    expect(words).toBe(SAYS.toText)
    expect(sound.equals(await partner.soundOf(SAYS.toText, VOICE))).toBe(true)
    expect(response.usage?.total_tokens).toBeGreaterThan(0)
    await client.close()
  })

  it('completes a spoken turn', async () => {
    const { client, speak } = await connect()
    await speak(partner.spokenTurn)
    for await (const event of client.events()) {
      if (event.type === 'input_audio') {
        await event.waitForCompletion()
        expect(event.transcription).toBe(HEARD)
        continue
      }
      const { sound, words } = await follow(event)
      expect(event.status).toBe('completed')
      expect(words).toBe(SAYS.toSpeech)
      expect(sound.equals(await partner.soundOf(SAYS.toSpeech, VOICE))).toBe(true)
      break
    }
    expect(partner.tap.of('input_audio_buffer.speech_started')).toHaveLength(1)
    await client.close()
  })

  it('completes a turn with a tool', async () => {
    const { client, ask, respond } = await connect()
    const asking = await ask('What is the weather?')
    const { calls } = await follow(asking)
    expect(asking.status).toBe('completed')
    expect(calls).toEqual([
      { name: 'get_weather', callId: expect.any(String), arguments: { city: 'Amsterdam' } },
    ])
    const call_id = calls[0]?.callId ?? ''
    await client.sendItem({ type: 'function_call_output', call_id, output: '{"temp":12}' })
    const { words } = await follow(await respond())
    expect(words).toBe(SAYS.toWeather)
    await client.close()
  })

  it('is interrupted, and completes the next turn', async () => {
    const { client, ask, speak } = await connect()
    const story = await ask('Tell me a story.')
    const { sound } = await follow(story, () => speak(partner.interruption))
    expect(story.status).toBe('cancelled')
    expect(story.statusDetails).toEqual({ type: 'cancelled', reason: 'turn_detected' })
    const whole = await partner.soundOf(SAYS.story, VOICE)
    expect(sound.length).toBeLessThan(whole.length)
    expect(sound.equals(whole.subarray(0, sound.length))).toBe(true)

    // The client has no word of its own for this; what carries its words has.
    const heard = { item_id: story.output[0]?.id ?? '', content_index: 0, audio_end_ms: 150 }
    const words: LowLevelRTClient = client['client']
    await words.send({ type: 'conversation.item.truncate', ...heard })
    await vi.waitFor(() =>
      expect(partner.tap.of('conversation.item.truncated')).toMatchObject([heard]),
    )

    await speak(partner.quiet)
    for await (const event of client.events()) {
      if (event.type === 'input_audio') continue
      const next = await follow(event)
      expect(event.status).toBe('completed')
      expect(next.words).toBe(SAYS.toSpeech)
      break
    }
    await client.close()
  })
})

describe('the frames of these turns', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, PREVIEW_2024_TYPES)).toEqual([])
  })
})
