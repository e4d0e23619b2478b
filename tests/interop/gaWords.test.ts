import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ear } from './support/Ear.ts'
import { openOpenAI } from './support/openLine.ts'
import { SAYS } from './support/partnerBrain.ts'
import { GA_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { base64Of, startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ transcription: { fails: true } })
})
afterAll(() => partner.close())

type Input = Extract<RealtimeClientEvent, { type: 'conversation.item.create' }>['item']
const text = (words: string): Input => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text: words }],
})

async function connect() {
  const client = openOpenAI(partner.port)
  const ear = new Ear<RealtimeServerEvent>()
  client.on('event', ear.take)
  // Refusals are heard as events here.
  client.on('error', () => undefined)
  await ear.hear('session.created')
  const say = (event: RealtimeClientEvent) => client.send(event)
  return {
    ear,
    say,
    write: (words: string) => say({ type: 'conversation.item.create', item: text(words) }),
    close: () => client.close(),
  }
}

describe('besides the four turns, OpenAIRealtimeWS', () => {
  it('is answered in text alone, in the conversation and beside it', async () => {
    const { ear, say, write, close } = await connect()
    write('Hello.')
    say({ type: 'response.create', response: { output_modalities: ['text'] } })
    await ear.hear('response.done')
    expect((await ear.hear('response.output_text.done')).text).toBe(SAYS.toText)

    const from = ear.now
    const metadata = { purpose: 'summary' }
    const beside = { conversation: 'none' as const, metadata, input: [text('Sum it up.')] }
    say({ type: 'response.create', response: { ...beside, output_modalities: ['text'] } })
    const { response } = await ear.hear('response.done', { from })
    expect(response).toMatchObject({ status: 'completed', conversation_id: null, metadata })
    expect(ear.all('conversation.item.added', from)).toEqual([])
    close()
  })

  it('talks by hand, in the sound of telephones', async () => {
    const { ear, say, close } = await connect()
    const format = { type: 'audio/pcmu' as const }
    const input = { format, turn_detection: null, transcription: { model: 'whisper-1' } }
    const audio = { input, output: { format } }
    say({ type: 'session.update', session: { type: 'realtime', audio } })
    say({ type: 'input_audio_buffer.append', audio: base64Of(new Uint8Array(800).fill(0xff)) })
    say({ type: 'input_audio_buffer.clear' })
    say({ type: 'input_audio_buffer.append', audio: base64Of(new Uint8Array(8000).fill(0xff)) })
    say({ type: 'input_audio_buffer.commit' })
    say({ type: 'response.create' })
    const { response } = await ear.hear('response.done')
    expect(response.output).toMatchObject([{ content: [{ transcript: SAYS.toSpeech }] }])
    expect(ear.all('input_audio_buffer.cleared')).toHaveLength(1)
    await ear.hear('conversation.item.input_audio_transcription.failed')
    const bytes = ear
      .all('response.output_audio.delta')
      .reduce((total, { delta }) => total + Buffer.from(delta, 'base64').length, 0)
    // One byte for each of 8,000 samples a second, where PCM16 has two for each of 24,000.
    const pcm = (await partner.soundOf(SAYS.toSpeech, 'marin')).length
    expect(Math.abs(bytes - pcm / 6)).toBeLessThan(10)
    close()
  })

  it('cancels, runs into a limit and sees a failure', async () => {
    const { ear, say, write, close } = await connect()
    const outcome = async (response: object, act = () => {}) => {
      const from = ear.now
      say({ type: 'response.create', response })
      await ear.hear('response.output_item.added', { from }).then(act)
      return (await ear.hear('response.done', { from })).response
    }
    write('Tell me a story.')
    expect(await outcome({}, () => say({ type: 'response.cancel' }))).toMatchObject({
      status: 'cancelled',
      status_details: { reason: 'client_cancelled' },
    })
    expect(await outcome({ max_output_tokens: 5 })).toMatchObject({
      status: 'incomplete',
      status_details: { reason: 'max_output_tokens' },
    })
    const from = ear.now
    write('Please fail.')
    say({ type: 'response.create' })
    const { response } = await ear.hear('response.done', { from })
    expect(response.status).toBe('failed')
    close()
  })

  it('fetches, deletes, and is refused', async () => {
    const { ear, say, write, close } = await connect()
    write('Hello.')
    const { item } = await ear.hear('conversation.item.done')
    const item_id = item.id ?? ''
    say({ type: 'conversation.item.retrieve', item_id })
    expect(await ear.hear('conversation.item.retrieved')).toMatchObject({ item })
    say({ type: 'conversation.item.delete', item_id })
    expect(await ear.hear('conversation.item.deleted')).toMatchObject({ item_id })

    say({ type: 'conversation.item.delete', item_id, event_id: 'again' })
    say({ type: 'response.cancel' })
    say({ type: 'input_audio_buffer.commit' })
    const session = { type: 'realtime' as const, temperature: 0.8 }
    say({ type: 'session.update', session })
    await ear.hear('error', { nth: 4 })
    expect(ear.all('error').map(({ error }) => error.code)).toEqual([
      'item_delete_invalid_item_id',
      'response_cancel_not_active',
      'input_audio_buffer_commit_empty',
      'unknown_parameter',
    ])
    expect(ear.all('error')[0]?.error.event_id).toBe('again')
    close()
  })
})

describe('the frames of all this', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, GA_TYPES)).toEqual([])
  })

  it("pass the schemas of OpenAI's agents", async () => {
    expect(await schemaProblems(partner.tap.frames)).toEqual([])
  })
})
