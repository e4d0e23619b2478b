import {
  VoiceLiveClient,
  type ConversationRequestItemUnion,
  type ServerEventUnion,
} from '@azure/ai-voicelive'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ear } from './support/Ear.ts'
import { HEARD, SAYS, WEATHER_TOOL } from './support/partnerBrain.ts'
import { VOICE_LIVE_TYPES } from './support/publishedTypes.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner()
})
afterAll(() => partner.close())

const VOICE = 'alloy'
/** All that the clients handed out, in their own spelling. */
const told: ServerEventUnion[] = []

async function connect() {
  const at = `http://127.0.0.1:${partner.port}`
  const session = new VoiceLiveClient(at, { key: 'azure-local' }).createSession(
    'gpt-4o-realtime-preview',
  )
  const ear = new Ear<ServerEventUnion>()
  session.subscribe({
    onServerEvent: async (event) => {
      told.push(event)
      ear.take(event)
    },
    onError: async ({ error }) => ear.fail(error),
    onServerError: async ({ error }) => ear.fail(new Error(`${error.code}: ${error.message}`)),
  })
  await session.connect()
  await ear.hear('session.created')
  await session.updateSession({
    modalities: ['text', 'audio'],
    voice: { type: 'openai', name: VOICE },
    inputAudioTranscription: { model: 'azure-speech' },
    turnDetection: { type: 'server_vad', silenceDurationInMs: 500 },
    tools: [WEATHER_TOOL],
  })
  await ear.hear('session.updated')
  const respond = async (item: ConversationRequestItemUnion) => {
    await session.addConversationItem(item)
    await session.sendEvent({ type: 'response.create' })
  }
  return {
    session,
    ear,
    respond,
    write: (text: string) =>
      respond({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] }),
    speak: async (chunks: readonly Uint8Array[]) => {
      for (const chunk of chunks) await session.sendAudio(chunk)
    },
    sound: (from = 0) =>
      Buffer.concat(ear.all('response.audio.delta', from).map(({ delta }) => delta)),
  }
}

describe('VoiceLiveSession', () => {
  it('completes a typed turn', async () => {
    const { session, ear, write, sound } = await connect()
    await write('Hello.')
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    expect(response.output).toMatchObject([
      { role: 'assistant', content: [{ type: 'audio', transcript: SAYS.toText }] },
    ])
    expect(sound().equals(await partner.soundOf(SAYS.toText, VOICE))).toBe(true)
    expect(response.usage?.totalTokens).toBeGreaterThan(0)
    await session.disconnect()
  })

  it('completes a spoken turn', async () => {
    const { session, ear, speak, sound } = await connect()
    await speak(partner.spokenTurn)
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    expect(sound().equals(await partner.soundOf(SAYS.toSpeech, VOICE))).toBe(true)
    const { transcript, itemId } = await ear.hear(
      'conversation.item.input_audio_transcription.completed',
    )
    expect(transcript).toBe(HEARD)
    for (const type of [
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
    ] as const)
      expect(ear.all(type)).toEqual([expect.objectContaining({ itemId })])
    await session.disconnect()
  })

  it('completes a turn with a tool', async () => {
    const { session, ear, write, respond } = await connect()
    await write('What is the weather?')
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    const call = await ear.hear('response.function_call_arguments.done')
    expect(call.name).toBe('get_weather')
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Amsterdam' })
    expect(response.output).toMatchObject([{ type: 'function_call', callId: call.callId }])

    const from = ear.now
    await respond({ type: 'function_call_output', callId: call.callId, output: '{"temp":12}' })
    await ear.hear('response.done', { from })
    const { transcript } = await ear.hear('response.audio_transcript.done')
    expect(transcript).toBe(SAYS.toWeather)
    await session.disconnect()
  })

  it('is interrupted, and completes the next turn', async () => {
    const { session, ear, write, speak, sound } = await connect()
    await write('Tell me a story.')
    await ear.hear('response.audio.delta', { nth: 3 })
    await speak(partner.interruption)
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('cancelled')
    expect(response.statusDetails).toMatchObject({ type: 'cancelled', reason: 'turn_detected' })
    const whole = await partner.soundOf(SAYS.story, VOICE)
    const got = sound()
    expect(got.length).toBeLessThan(whole.length)
    expect(got.equals(whole.subarray(0, got.length))).toBe(true)

    const heard = { itemId: response.output?.[0]?.id ?? '', contentIndex: 0, audioEndInMs: 150 }
    await session.sendEvent({ type: 'conversation.item.truncate', ...heard })
    expect(await ear.hear('conversation.item.truncated')).toMatchObject(heard)

    const from = ear.now
    await speak(partner.quiet)
    const next = await ear.hear('response.done', { from })
    expect(next.response.status).toBe('completed')
    expect(sound(from).equals(await partner.soundOf(SAYS.toSpeech, VOICE))).toBe(true)
    await session.disconnect()
  })
})

describe('the frames of these turns', () => {
  it('are all known to the client', () => {
    expect(told.map(({ type }) => type)).toEqual(partner.tap.frames.map(({ type }) => type))
  })

  it("are of the client's published types", () => {
    expect(typeProblems(told, VOICE_LIVE_TYPES)).toEqual([])
  })
})
