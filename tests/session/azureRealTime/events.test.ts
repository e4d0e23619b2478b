import { expect, it, vi } from 'vitest'
import type { AzureRealTimeAudio } from '../../../src/core.ts'
import { sound } from '../../simulator/support/parts.ts'
import { azureSite, heardBy } from './azureSite.ts'
import { clientOf, connected, next } from './connected.ts'

const NAMES = [
  'session.created',
  'session.updated',
  'conversation.created',
  'conversation.item.created',
  'conversation.item.added',
  'conversation.item.done',
  'conversation.item.input_audio_transcription.completed',
  'input_audio_buffer.speech_started',
  'input_audio_buffer.speech_stopped',
  'input_audio_buffer.committed',
  ...['response.created', 'response.done'],
  ...['response.output_item.added', 'response.output_item.done'],
  ...['response.content_part.added', 'response.content_part.done'],
  ...['response.text', 'response.audio', 'response.audio_transcript'].flatMap(withEnds),
  ...['response.output_text', 'response.output_audio', 'response.output_audio_transcript'].flatMap(
    withEnds,
  ),
]

function withEnds(name: string): readonly string[] {
  return [`${name}.delta`, `${name}.done`]
}

type Told = Record<string, unknown> & { readonly type: string }

function recorded(client: AzureRealTimeAudio) {
  const told: Told[] = []
  for (const name of NAMES) client.on(name, (event) => told.push(event))
  return told
}

/** The user says something, and then writes something that is answered in writing. */
async function conversation(apiVersion: string | undefined) {
  const site = await azureSite()
  const client = clientOf(site, { apiVersion })
  const told = recorded(client)
  await next(client, 'init')
  const spoken = Promise.all([
    next(client, 'response.done'),
    next(client, 'conversation.item.input_audio_transcription.completed'),
  ])
  client.appendAudio(sound(600))
  client.appendAudio(sound(700, 0))
  await spoken
  client.createConversationItem({
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text: 'And in writing?' }],
  })
  const written = next(client, 'response.done')
  client.createResponse({ modalities: ['text'] })
  await written
  return { told, client, site }
}

const byName = (told: readonly Told[]) =>
  Object.fromEntries(
    [...new Set(told.map(({ type }) => type))]
      .sort()
      .map((name) => [name, told.filter(({ type }) => type === name)]),
  )

/** What every client looks at, without ids and sounds. */
const bodies = (told: readonly Told[]) =>
  told.map(({ type, item, part, transcript, text, response }) => ({
    type,
    item: strip(item),
    part: strip(part),
    transcript,
    text,
    output: (response as { output?: unknown[] } | undefined)?.output?.map(strip),
  }))

const strip = (value: unknown): unknown => {
  const { type, role, status, content } = (value ?? {}) as Record<string, unknown>
  return { type, role, status, content }
}

it('listeners hear the same from a service of the GA protocol as from the preview', async () => {
  const [ga, preview] = [await conversation(undefined), await conversation('2024-10-01-preview')]
  // Transcripts of speech come whenever they come.
  const inOrder = (told: readonly Told[]) =>
    told.filter(({ type }) => !type.includes('transcription'))
  expect(bodies(inOrder(ga.told))).toEqual(bodies(inOrder(preview.told)))
  expect(Object.keys(byName(ga.told))).toEqual(Object.keys(byName(preview.told)))
  expect(Object.keys(byName(ga.told))).toEqual(
    expect.arrayContaining([
      'conversation.item.created',
      'conversation.item.input_audio_transcription.completed',
      'response.audio.delta',
      'response.audio_transcript.done',
      'response.text.done',
    ]),
  )
})

it('listeners are shown the session of a GA service as the preview would', async () => {
  const { told } = await conversation(undefined)
  const session = byName(told)['session.updated']?.[0]?.['session']
  expect(session).toMatchObject({
    modalities: ['text', 'audio'],
    voice: expect.any(String),
    input_audio_format: 'pcm16',
    output_audio_format: 'pcm16',
    input_audio_transcription: { model: 'whisper-1' },
    turn_detection: { type: 'server_vad', threshold: 0.5 },
    max_response_output_tokens: 'inf',
  })
  expect(session).not.toHaveProperty('audio')
})

it.each([['GA', undefined] as const, ['preview', '2025-04-01-preview'] as const])(
  'what the app says in the preview’s words is said right to %s',
  async (dialect, apiVersion) => {
    const site = await azureSite()
    const client = await connected(site, { apiVersion })
    client.createConversationItem({
      id: 'past',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'I was here before.' }],
    })
    const created = next(client, 'conversation.item.created')
    expect(await created).toMatchObject({ item: { id: 'past', content: [{ type: 'text' }] } })
    client.createResponse({
      modalities: ['text', 'audio'],
      voice: 'echo',
      max_response_output_tokens: 50,
      metadata: { turn: 'first' },
    })
    await next(client, 'response.done')
    client.deleteItem('past')
    expect(await next(client, 'conversation.item.deleted')).toMatchObject({ item_id: 'past' })
    const isGa = dialect === 'GA'
    expect(heardBy(site, 'conversation.item.create')).toMatchObject([
      { item: { content: [{ type: isGa ? 'output_text' : 'text' }] } },
    ])
    expect(heardBy(site, 'response.create')).toMatchObject([
      {
        response: {
          metadata: { turn: 'first' },
          ...(isGa
            ? {
                output_modalities: ['audio'],
                max_output_tokens: 50,
                audio: { output: { voice: 'echo' } },
              }
            : { modalities: ['text', 'audio'], max_response_output_tokens: 50, voice: 'echo' }),
        },
      },
    ])
  },
)

it('passes on what the app does with sound and items', async () => {
  const site = await azureSite()
  const client = await connected(site, { sessionConfig: { turn_detection: null } })
  const content = [{ type: 'input_text' as const, text: 'Hi' }]
  client.createConversationItem({ id: 'one', type: 'message', role: 'user', content })
  client.createConversationItem({ id: 'two', type: 'message', role: 'user', content }, 'root')
  client.appendAudio(sound(200))
  client.clearAudioBuffer()
  await next(client, 'input_audio_buffer.cleared')
  client.appendAudio(sound(200))
  client.commitAudio()
  await next(client, 'input_audio_buffer.committed')
  expect(heardBy(site, 'conversation.item.create')).toMatchObject([
    { item: { id: 'one' } },
    { item: { id: 'two' }, previous_item_id: 'root' },
  ])
  const done = next(client, 'response.output_item.done')
  client.createResponse()
  const { item } = (await done) as { readonly item?: { readonly id: string } }
  client.truncateItem(String(item?.id), 0, 150)
  expect(await next(client, 'conversation.item.truncated')).toMatchObject({
    item_id: item?.id,
    content_index: 0,
    audio_end_ms: 150,
  })
})

it('hands over events that it does not know', async () => {
  const site = await azureSite()
  const client = await connected(site)
  const heard = next(client, 'weather.changed')
  site.simulator.sendRaw(JSON.stringify({ type: 'weather.changed', to: 'rain' }))
  expect(await heard).toEqual({ type: 'weather.changed', to: 'rain' })
})

it('hears nothing through a listener that was taken off, once or with all of its event', async () => {
  const site = await azureSite()
  const client = await connected(site)
  const [gone, once, other, last] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
  client.on('response.created', gone)
  client.on('response.created', other)
  client.once('response.done', once)
  client.once('response.done', gone)
  client.off('response.created', gone)
  client.off('response.done', gone)
  const answer = async () => {
    const done = next(client, 'response.done')
    client.createResponse()
    await done
  }
  await answer()
  await answer()
  expect([gone, once, other].map((listener) => listener.mock.calls.length)).toEqual([0, 1, 2])
  client.off('response.created')
  client.on('response.done', last)
  await answer()
  expect(other).toHaveBeenCalledTimes(2)
  expect(last).toHaveBeenCalledTimes(1)
  client.offAll()
  await answer()
  expect(last).toHaveBeenCalledTimes(1)
})

it('a listener that throws is reported and disturbs nobody', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const site = await azureSite()
  const client = clientOf(site)
  client.on('init', () => {
    throw new Error('mine')
  })
  await next(client, 'init')
  expect(reported).toHaveBeenCalledWith(expect.objectContaining({ message: 'mine' }))
  vi.unstubAllGlobals()
})
