import { expect, it } from 'vitest'
import type { SessionConfig } from '../../../src/core.ts'
import { azureSite, heardBy } from './azureSite.ts'
import { clientOf, connected, next } from './connected.ts'

/** What the service was told, in the words of the preview. */
async function told(sessionConfig: SessionConfig, dialect: 'flat' | 'GA' = 'flat') {
  const site = await azureSite()
  const client = await connected(site, {
    sessionConfig,
    ...(dialect === 'GA' && { apiVersion: undefined }),
  })
  const [update] = heardBy(site, 'session.update')
  return { session: update?.['session'], client }
}

const TOOL = {
  type: 'function',
  name: 'time',
  description: 'Tells it.',
  parameters: { type: 'object' },
} as const

it('says every field of the config, and nothing else of it', async () => {
  const config = {
    voice: 'echo',
    instructions: 'Be brief.',
    modalities: ['text', 'audio'],
    input_audio_format: 'g711_ulaw',
    output_audio_format: 'g711_alaw',
    input_audio_transcription: null,
    turn_detection: {
      type: 'server_vad',
      threshold: 0.9,
      prefix_padding_ms: 1000,
      silence_duration_ms: 2000,
      create_response: false,
      interrupt_response: true,
    },
    tools: [TOOL],
    tool_choice: { type: 'function', name: 'time' },
    temperature: 0.7,
    max_response_output_tokens: 400,
    speed: 1.2,
  } as const satisfies SessionConfig
  const { session } = await told(config)
  expect(session).toEqual(config)
})

it('leaves to the defaults of this library what the config does not say', async () => {
  const { session } = await told({ voice: 'sage', turn_detection: { type: 'server_vad' } })
  expect(session).toEqual({
    voice: 'sage',
    instructions: '',
    modalities: ['text', 'audio'],
    input_audio_format: 'pcm16',
    output_audio_format: 'pcm16',
    input_audio_transcription: { model: 'whisper-1' },
    turn_detection: {
      type: 'server_vad',
      threshold: 0.5,
      prefix_padding_ms: 300,
      silence_duration_ms: 500,
      create_response: true,
      interrupt_response: true,
    },
  })
})

it.each([[null], [{ type: 'none' as const }]])('takes %j for push to talk', async (detection) => {
  const { session } = await told({ turn_detection: detection })
  expect(session).toMatchObject({ turn_detection: null })
})

it('says it right to a GA service, and leaves out what that does not have', async () => {
  const { session } = await told(
    {
      voice: 'cedar',
      tools: [TOOL],
      temperature: 0.8,
      turn_detection: { type: 'semantic_vad', eagerness: 'low' },
    },
    'GA',
  )
  expect(session).toMatchObject({
    type: 'realtime',
    tools: [TOOL],
    audio: {
      input: { turn_detection: { type: 'semantic_vad', eagerness: 'low' } },
      output: { voice: 'cedar' },
    },
  })
  expect(session).not.toHaveProperty('temperature')
})

it('warns of what the service does not have, and leaves it out', async () => {
  const site = await azureSite()
  const client = clientOf(site, { apiVersion: undefined, sessionConfig: { temperature: 0.8 } })
  const warnings: string[] = []
  client.on('warning', ({ code, message }) => warnings.push(`${code}: ${message}`))
  await next(client, 'init')
  const done = next(client, 'response.done')
  client.createResponse({ temperature: 0.7, instructions: 'Be brief.' })
  expect(await done).toMatchObject({ response: { status: 'completed' } })
  expect(warnings).toEqual([
    expect.stringMatching(/^setting_unavailable: .*temperature/),
    expect.stringMatching(/^setting_unavailable: .*temperature/),
  ])
})

it('hands on what it has no word for', async () => {
  const { session } = await told({ include: ['item.input_audio_transcription.logprobs'] })
  expect(session).toMatchObject({ include: ['item.input_audio_transcription.logprobs'] })
})

const VOICES = [
  ...['amuch', 'dan', 'elan', 'marilyn', 'breeze', 'cove', 'ember', 'jupiter'],
  ...['alloy', 'echo', 'shimmer', 'fable', 'onyx', 'nova'],
  'one-of-next-year',
]

it.each(VOICES)('asks for the voice %s by its name', async (voice) => {
  const site = await azureSite()
  const client = clientOf(site, { sessionConfig: { voice } })
  await Promise.race([next(client, 'init'), next(client, 'error')])
  expect(heardBy(site, 'session.update')[0]).toMatchObject({ session: { voice } })
})

it('names a voice that the service does not have', async () => {
  const client = clientOf(await azureSite(), { sessionConfig: { voice: 'jupiter' } })
  const refusal = new Promise((resolve) => {
    client.on('error', (error) => {
      if (error instanceof Error) resolve(error)
    })
  })
  expect(await refusal).toMatchObject({
    code: 'setting_refused',
    message: expect.stringContaining('voice') as string,
  })
})

it('leaves calls of the config’s tools to the app', async () => {
  const turns = [
    { when: { toolOutput: 'time' }, reply: [{ say: 'It is {{tool.now}}.' }] },
    { reply: [{ call: { name: 'time', arguments: { zone: 'UTC' } } }] },
  ]
  const site = await azureSite({ scenario: { name: 'clock', turns } })
  const client = await connected(site, { sessionConfig: { tools: [TOOL] } })
  const called = next(client, 'response.function_call_arguments.done')
  const done = next(client, 'response.done')
  client.createResponse()
  const call = await called
  await done
  client.createConversationItem({
    type: 'function_call_output',
    call_id: String(call['call_id']),
    output: JSON.stringify({ now: 'noon' }),
  })
  client.createResponse()
  expect(await next(client, 'response.audio_transcript.done')).toMatchObject({
    transcript: 'It is noon.',
  })
  expect(heardBy(site, 'conversation.item.create')).toHaveLength(1)
  expect(heardBy(site, 'response.create')).toHaveLength(2)
})
