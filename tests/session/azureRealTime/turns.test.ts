import { expect, it, vi } from 'vitest'
import { ModelStatusEnum, type AzureRealTime, type AzureRealTimeAudio } from '../../../src/core.ts'
import { sound } from '../../simulator/support/parts.ts'
import { azureSite, heardBy } from './azureSite.ts'
import { connected, next } from './connected.ts'

const { IDLE, LISTENING } = ModelStatusEnum

const reached = (client: AzureRealTimeAudio, status: ModelStatusEnum) =>
  vi.waitFor(() => expect(client.status).toBe(status), { interval: 2, timeout: 4000 })

const written = (text: string): AzureRealTime.ConversationItem => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
})

/** A client that tells what goes wrong. */
async function client(
  more?: Parameters<typeof connected>[1],
  options?: Parameters<typeof azureSite>[0],
) {
  const site = await azureSite(options)
  const one = await connected(site, more)
  const problems: unknown[] = []
  one.on('error', (error) => problems.push(error))
  one.on('warning', (error) => problems.push(error))
  return { site, client: one, problems }
}

const both = it.each([['GA', undefined] as const, ['preview', '2025-04-01-preview'] as const])

both(
  'what is cleared while the service hears it is over, and what is written after it is answered (%s)',
  async (_, apiVersion) => {
    const { client: one, problems } = await client({ apiVersion })
    one.appendAudio(sound(300))
    await reached(one, LISTENING)
    one.clearAudioBuffer()
    await reached(one, IDLE)
    expect(one.session.getSnapshot().conversation.items).toEqual([])
    one.createConversationItem(written('Are you there?'))
    const done = next(one, 'response.done')
    one.createResponse()
    expect(await done).toMatchObject({ response: { status: 'completed' } })
    expect(problems).toEqual([])
  },
)

both('what is written while noise is heard is answered after it (%s)', async (_, apiVersion) => {
  const { site, client: one, problems } = await client({ apiVersion })
  one.appendAudio(sound(300))
  await reached(one, LISTENING)
  one.createConversationItem(written('Are you there?'))
  one.createResponse()
  expect(heardBy(site, 'response.create')).toEqual([])
  one.clearAudioBuffer()
  expect(await next(one, 'response.done')).toMatchObject({ response: { status: 'completed' } })
  expect(heardBy(site, 'response.create')).toHaveLength(1)
  expect(problems).toEqual([])
})

it('what is written while somebody talks is answered with what was said', async () => {
  const { site, client: one, problems } = await client()
  one.appendAudio(sound(300))
  await reached(one, LISTENING)
  one.createConversationItem(written('Are you there?'))
  one.createResponse()
  const done = next(one, 'response.done')
  one.appendAudio(sound(700, 0))
  expect(await done).toMatchObject({ response: { status: 'completed' } })
  await reached(one, IDLE)
  expect(heardBy(site, 'response.create')).toEqual([])
  expect(problems).toEqual([])
})

it('what is written while somebody talks is answered after it, where the service answers nothing by itself', async () => {
  const {
    site,
    client: one,
    problems,
  } = await client({
    sessionConfig: { turn_detection: { type: 'server_vad', create_response: false } },
  })
  one.appendAudio(sound(300))
  await reached(one, LISTENING)
  one.createConversationItem(written('Are you there?'))
  one.createResponse()
  const done = next(one, 'response.done')
  one.appendAudio(sound(700, 0))
  expect(await done).toMatchObject({ response: { status: 'completed' } })
  expect(heardBy(site, 'response.create')).toHaveLength(1)
  expect(problems).toEqual([])
})

both(
  'a call is answered from its own event, which comes before the response is done (%s)',
  async (_, apiVersion) => {
    const turns = [
      { when: { toolOutput: 'time' }, reply: [{ say: 'It is {{tool.now}}.' }] },
      { reply: [{ call: { name: 'time', arguments: {} } }] },
    ]
    const {
      site,
      client: one,
      problems,
    } = await client(
      { apiVersion, sessionConfig: { tools: [{ type: 'function', name: 'time' }] } },
      { scenario: { name: 'clock', turns } },
    )
    one.on('response.function_call_arguments.done', ({ call_id }) => {
      const output = JSON.stringify({ now: 'noon' })
      one.createConversationItem({ type: 'function_call_output', call_id, output })
      one.createResponse()
    })
    const answered = next(one, 'response.audio_transcript.done')
    one.appendAudio(sound(300))
    one.appendAudio(sound(700, 0))
    expect(await answered).toMatchObject({ transcript: 'It is noon.' })
    expect(heardBy(site, 'conversation.item.create')).toHaveLength(1)
    expect(heardBy(site, 'response.create')).toHaveLength(1)
    expect(problems).toEqual([])
  },
)
