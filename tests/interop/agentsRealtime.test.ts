import {
  OpenAIRealtimeWebSocket,
  RealtimeAgent,
  RealtimeSession,
  tool,
  type RealtimeItem,
  type TransportEvent,
} from '@openai/agents-realtime'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Ear } from './support/Ear.ts'
import { HEARD, SAYS, WEATHER_TOOL } from './support/partnerBrain.ts'
import { GA_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner()
})
afterAll(() => partner.close())

const VOICE = 'cedar'

async function connect() {
  const execute = vi.fn(({ city }: { city: string }) => JSON.stringify({ city, temp: 12 }))
  const weather = tool({
    name: WEATHER_TOOL.name,
    description: WEATHER_TOOL.description,
    parameters: z.object({ city: z.string() }),
    execute,
  })
  const agent = new RealtimeAgent({
    name: 'Interop',
    instructions: 'Be brief.',
    tools: [weather],
    voice: VOICE,
  })
  const url = `ws://127.0.0.1:${partner.port}/v1/realtime?model=gpt-realtime`
  const transport = new OpenAIRealtimeWebSocket({ url })
  const session = new RealtimeSession(agent, {
    transport,
    model: 'gpt-realtime',
    tracingDisabled: true,
  })
  const ear = new Ear<TransportEvent>()
  const sounds: Uint8Array[] = []
  session.on('transport_event', ear.take)
  session.on('error', ({ error }) => ear.fail(new Error(JSON.stringify(error))))
  session.on('audio', ({ data }) => sounds.push(new Uint8Array(data)))
  const interrupted = vi.fn()
  session.on('audio_interrupted', interrupted)
  await session.connect({ apiKey: 'sk-local' })
  return {
    session,
    ear,
    execute,
    interrupted,
    sound: () => Buffer.concat(sounds.splice(0)),
    speak: (chunks: readonly Uint8Array[]) =>
      chunks.forEach((chunk) => session.sendAudio(chunk.slice().buffer)),
  }
}

const told = (history: readonly RealtimeItem[]) =>
  history.map((item) =>
    item.type === 'message'
      ? [item.role, ...item.content.map((part) => ('text' in part ? part.text : part.transcript))]
      : [item.type],
  )

/** The history comes together after the last event: the client fetches what it did not see whole. */
const untilTold = (session: RealtimeSession, expected: readonly unknown[]) =>
  vi.waitFor(() => expect(told(session.history)).toEqual(expected), { timeout: 5000 })

describe('RealtimeSession', () => {
  it('completes a typed turn', async () => {
    const { session, ear, sound } = await connect()
    session.sendMessage('Hello.')
    expect(await ear.hear('response.done')).toMatchObject({ response: { status: 'completed' } })
    expect(sound().equals(await partner.soundOf(SAYS.toText, VOICE))).toBe(true)
    await untilTold(session, [
      ['user', 'Hello.'],
      ['assistant', SAYS.toText],
    ])
    expect(session.usage.totalTokens).toBeGreaterThan(0)
    session.close()
  })

  it('completes a spoken turn', async () => {
    const { session, ear, sound, speak } = await connect()
    speak(partner.spokenTurn)
    // The agent asks for semantic turn detection, which waits longer.
    for (let second = 0; second < 4; second += 1) speak(partner.quiet)
    expect(await ear.hear('response.done')).toMatchObject({ response: { status: 'completed' } })
    expect(sound().equals(await partner.soundOf(SAYS.toSpeech, VOICE))).toBe(true)
    await untilTold(session, [
      ['user', HEARD],
      ['assistant', SAYS.toSpeech],
    ])
    session.close()
  })

  it('runs a tool once and tells its result', async () => {
    const { session, ear, execute } = await connect()
    session.sendMessage('What is the weather?')
    expect(await ear.hear('response.done', { nth: 2 })).toMatchObject({
      response: { status: 'completed' },
    })
    expect(execute).toHaveBeenCalledTimes(1)
    expect(execute.mock.calls[0]?.[0]).toEqual({ city: 'Amsterdam' })
    await untilTold(session, [
      ['user', 'What is the weather?'],
      ['function_call'],
      ['assistant', SAYS.toWeather],
    ])
    session.close()
  })

  it('is interrupted, truncates, and completes the next turn', async () => {
    const { session, ear, sound, speak, interrupted } = await connect()
    session.sendMessage('Tell me a story.')
    await ear.hear('response.output_audio.delta', { nth: 3 })
    speak(partner.interruption)
    expect(await ear.hear('response.done')).toMatchObject({
      response: { status: 'cancelled', status_details: { reason: 'turn_detected' } },
    })
    expect(interrupted).toHaveBeenCalledTimes(1)
    const truncated = await ear.hear('conversation.item.truncated')
    const whole = await partner.soundOf(SAYS.story, VOICE)
    const got = sound()
    expect(got.length).toBeLessThan(whole.length)
    expect(truncated).toMatchObject({ content_index: 0 })

    const from = ear.now
    for (let second = 0; second < 5; second += 1) speak(partner.quiet)
    expect(await ear.hear('response.done', { from })).toMatchObject({
      response: { status: 'completed' },
    })
    expect(sound().equals(await partner.soundOf(SAYS.toSpeech, VOICE))).toBe(true)
    await vi.waitFor(() =>
      expect(told(session.history)).toEqual([
        ['user', 'Tell me a story.'],
        ['assistant', expect.anything()],
        ['user', HEARD],
        ['assistant', SAYS.toSpeech],
      ]),
    )
    const [, cut] = told(session.history)
    expect(SAYS.story.startsWith(String(cut?.[1]))).toBe(true)
    expect(cut?.[1]).not.toBe(SAYS.story)
    session.close()
  })
})

describe('the frames of these turns', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, GA_TYPES)).toEqual([])
  })

  it("pass the schemas of OpenAI's agents", async () => {
    expect(await schemaProblems(partner.tap.frames)).toEqual([])
  })
})
