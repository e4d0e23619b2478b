import type { OpenAIRealtimeError } from 'openai/realtime/internal-base'
import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { expect, it } from 'vitest'
import { Ear } from './Ear.ts'
import { HEARD, SAYS, WEATHER_TOOL } from './partnerBrain.ts'
import { base64Of, type Partner } from './startPartner.ts'

/** As all the Realtime clients of the package `openai` are. */
interface OpenAIClient {
  on(type: 'event', listener: (event: RealtimeServerEvent) => void): unknown
  on(type: 'error', listener: (error: OpenAIRealtimeError) => void): unknown
  send(event: RealtimeClientEvent): void
  close(): void
}

const VOICE = 'marin'

/** The four turns, taken by a client that speaks GA. */
export function gaTurns(
  partner: () => Partner,
  open: (partner: Partner) => OpenAIClient | Promise<OpenAIClient>,
): void {
  async function connect() {
    const client = await open(partner())
    const ear = new Ear<RealtimeServerEvent>()
    client.on('event', ear.take)
    client.on('error', ear.fail)
    await ear.hear('session.created')
    const say = (event: RealtimeClientEvent) => client.send(event)
    const append = (chunks: readonly Uint8Array[]) =>
      chunks.forEach((chunk) => say({ type: 'input_audio_buffer.append', audio: base64Of(chunk) }))
    const write = (text: string) => {
      const content = [{ type: 'input_text' as const, text }]
      say({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } })
      say({ type: 'response.create' })
    }
    const sound = (from = 0) =>
      Buffer.concat(
        ear
          .all('response.output_audio.delta', from)
          .map(({ delta }) => Buffer.from(delta, 'base64')),
      )
    say({
      type: 'session.update',
      session: {
        type: 'realtime',
        tools: [WEATHER_TOOL],
        audio: {
          input: {
            transcription: { model: 'gpt-4o-mini-transcribe' },
            turn_detection: { type: 'server_vad', silence_duration_ms: 500 },
          },
          output: { voice: VOICE },
        },
      },
    })
    await ear.hear('session.updated')
    return { ear, say, append, write, sound, close: () => client.close() }
  }

  it('completes a typed turn', async () => {
    const { ear, write, sound, close } = await connect()
    write('Hello.')
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    expect(response.output).toMatchObject([
      { role: 'assistant', content: [{ type: 'output_audio', transcript: SAYS.toText }] },
    ])
    expect(sound().equals(await partner().soundOf(SAYS.toText, VOICE))).toBe(true)
    const words = ear.all('response.output_audio_transcript.delta').map(({ delta }) => delta)
    expect(words.join('')).toBe(SAYS.toText)
    expect(response.usage?.total_tokens).toBeGreaterThan(0)
    close()
  })

  it('completes a spoken turn', async () => {
    const { ear, append, sound, close } = await connect()
    append(partner().spokenTurn)
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    expect(sound().equals(await partner().soundOf(SAYS.toSpeech, VOICE))).toBe(true)

    const { transcript, item_id } = await ear.hear(
      'conversation.item.input_audio_transcription.completed',
    )
    expect(transcript).toBe(HEARD)
    for (const type of [
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
    ] as const)
      expect(ear.all(type)).toEqual([expect.objectContaining({ item_id })])
    close()
  })

  it('completes a turn with a tool', async () => {
    const { ear, say, write, close } = await connect()
    write('What is the weather?')
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('completed')
    const call = await ear.hear('response.function_call_arguments.done')
    expect(call.name).toBe('get_weather')
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Amsterdam' })
    expect(response.output).toMatchObject([
      { type: 'function_call', call_id: call.call_id, status: 'completed' },
    ])

    const from = ear.now
    const output = { type: 'function_call_output' as const, call_id: call.call_id }
    say({ type: 'conversation.item.create', item: { ...output, output: '{"temp":12}' } })
    say({ type: 'response.create' })
    await ear.hear('response.done', { from })
    const spoken = await ear.hear('response.output_audio_transcript.done')
    expect(spoken.transcript).toBe(SAYS.toWeather)
    expect(ear.all('response.function_call_arguments.done')).toHaveLength(1)
    close()
  })

  it('is interrupted, and completes the next turn', async () => {
    const { ear, say, append, write, sound, close } = await connect()
    write('Tell me a story.')
    await ear.hear('response.output_audio.delta', { nth: 3 })
    append(partner().interruption)
    const { response } = await ear.hear('response.done')
    expect(response.status).toBe('cancelled')
    expect(response.status_details).toMatchObject({ type: 'cancelled', reason: 'turn_detected' })
    const whole = await partner().soundOf(SAYS.story, VOICE)
    const got = sound()
    expect(got.length).toBeLessThan(whole.length)
    expect(got.equals(whole.subarray(0, got.length))).toBe(true)

    const item_id = response.output?.[0]?.id ?? ''
    const heard = { item_id, content_index: 0, audio_end_ms: 150 }
    say({ type: 'conversation.item.truncate', ...heard })
    expect(await ear.hear('conversation.item.truncated')).toMatchObject(heard)

    const from = ear.now
    append(partner().quiet)
    const next = await ear.hear('response.done', { from })
    expect(next.response.status).toBe('completed')
    expect(next.response.output).toMatchObject([{ content: [{ transcript: SAYS.toSpeech }] }])
    expect(sound(from).equals(await partner().soundOf(SAYS.toSpeech, VOICE))).toBe(true)
    close()
  })
}
