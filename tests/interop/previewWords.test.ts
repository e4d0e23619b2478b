import type {
  RealtimeClientEvent,
  RealtimeServerEvent,
} from 'openai/resources/beta/realtime/realtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ear } from './support/Ear.ts'
import { openAzurePreview } from './support/openLine.ts'
import { SAYS } from './support/partnerBrain.ts'
import { PREVIEW_TYPES } from './support/publishedTypes.ts'
import { base64Of, startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ transcription: { fails: true } })
})
afterAll(() => partner.close())

const text = (words: string) => ({
  type: 'message' as const,
  role: 'user' as const,
  content: [{ type: 'input_text' as const, text: words }],
})

async function connect() {
  const client = await openAzurePreview(partner.port)
  const ear = new Ear<RealtimeServerEvent>()
  client.on('event', ear.take)
  // Refusals are heard as events here.
  client.on('error', () => undefined)
  await ear.hear('session.created')
  const say = (event: RealtimeClientEvent) => client.send(event)
  return {
    ear,
    say,
    /** For what the service takes and the types of the client do not know. */
    sayUntyped: (event: object) => client.socket.send(JSON.stringify(event)),
    write: (words: string) => say({ type: 'conversation.item.create', item: text(words) }),
    close: () => client.close(),
  }
}

describe("besides the four turns, OpenAIRealtimeWS of Azure's preview", () => {
  it('is answered in text alone, in the conversation and beside it', async () => {
    const { ear, say, write, close } = await connect()
    write('Hello.')
    say({ type: 'response.create', response: { modalities: ['text'] } })
    await ear.hear('response.done')
    expect((await ear.hear('response.text.done')).text).toBe(SAYS.toText)

    const from = ear.now
    const metadata = { purpose: 'summary' }
    const beside = { conversation: 'none' as const, metadata, input: [text('Sum it up.')] }
    say({ type: 'response.create', response: { ...beside, modalities: ['text'] } })
    const { response } = await ear.hear('response.done', { from })
    expect(response).toMatchObject({ status: 'completed', metadata })
    expect(ear.all('conversation.item.created', from)).toEqual([])
    close()
  })

  it('talks by hand, in the sound of telephones', async () => {
    const { ear, say, sayUntyped, close } = await connect()
    const formats = { input_audio_format: 'g711_alaw', output_audio_format: 'g711_alaw' } as const
    const input_audio_transcription = { model: 'whisper-1' }
    const session = { ...formats, input_audio_transcription, turn_detection: null }
    sayUntyped({ type: 'session.update', session })
    say({ type: 'input_audio_buffer.append', audio: base64Of(new Uint8Array(800).fill(0xd5)) })
    say({ type: 'input_audio_buffer.clear' })
    say({ type: 'input_audio_buffer.append', audio: base64Of(new Uint8Array(8000).fill(0xd5)) })
    say({ type: 'input_audio_buffer.commit' })
    say({ type: 'response.create' })
    const { response } = await ear.hear('response.done')
    expect(response.output).toMatchObject([{ content: [{ transcript: SAYS.toSpeech }] }])
    expect(ear.all('input_audio_buffer.cleared')).toHaveLength(1)
    await ear.hear('conversation.item.input_audio_transcription.failed')
    const bytes = ear
      .all('response.audio.delta')
      .reduce((total, { delta }) => total + Buffer.from(delta, 'base64').length, 0)
    // One byte for each of 8,000 samples a second, where PCM16 has two for each of 24,000.
    const pcm = (await partner.soundOf(SAYS.toSpeech, 'alloy')).length
    expect(Math.abs(bytes - pcm / 6)).toBeLessThan(10)
    close()
  })

  it('cancels, runs into a limit and sees a failure', async () => {
    const { ear, say, write, close } = await connect()
    write('Tell me a story.')
    say({ type: 'response.create' })
    await ear.hear('response.output_item.added')
    say({ type: 'response.cancel' })
    const cancelled = await ear.hear('response.done')
    expect(cancelled.response.status_details).toMatchObject({ reason: 'client_cancelled' })

    say({ type: 'response.create', response: { max_response_output_tokens: 5 } })
    const short = await ear.hear('response.done', { nth: 2 })
    expect(short.response.status_details).toMatchObject({ reason: 'max_output_tokens' })

    write('Please fail.')
    say({ type: 'response.create' })
    expect(await ear.hear('response.done', { nth: 3 })).toMatchObject({
      response: { status: 'failed' },
    })
    close()
  })

  it('fetches, deletes, and is refused', async () => {
    const { ear, say, write, close } = await connect()
    write('Hello.')
    const { item } = await ear.hear('conversation.item.created')
    const item_id = item.id ?? ''
    say({ type: 'conversation.item.retrieve', item_id })
    expect(await ear.hear('conversation.item.retrieved')).toMatchObject({ item })
    say({ type: 'conversation.item.delete', item_id })
    expect(await ear.hear('conversation.item.deleted')).toMatchObject({ item_id })

    say({ type: 'conversation.item.delete', item_id, event_id: 'again' })
    say({ type: 'response.cancel' })
    say({ type: 'session.update', session: { temperature: 3 } })
    await ear.hear('error', { nth: 3 })
    const errors = ear.all('error').map(({ error }) => error)
    expect(errors[0]).toMatchObject({ code: 'item_delete_invalid_item_id', event_id: 'again' })
    expect(errors[1]).toMatchObject({ code: 'response_cancel_not_active' })
    expect(errors[2]).toMatchObject({ param: 'session.temperature' })
    close()
  })
})

describe('the frames of all this', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, PREVIEW_TYPES)).toEqual([])
  })
})
