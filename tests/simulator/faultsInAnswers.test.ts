import { describe, expect, it } from 'vitest'
import { faulty, raw, respond } from './support/faulty.ts'
import { sound } from './support/parts.ts'
import { served } from './support/served.ts'
import { saying, typed } from './support/simulated.ts'

describe('an answer', () => {
  it.each([
    ['rate-limited', { status: 'failed', code: 'inference_rate_limit_exceeded' }],
    ['server-error', { status: 'failed', code: 'server_error' }],
    ['content-filter', { status: 'incomplete', code: undefined }],
  ])('ends badly, and the session goes on: %s', async (fault, { status, code }) => {
    const { client } = await faulty(fault)
    await respond(client)
    const { response } = await client.hear('response.done')
    expect(response.status).toBe(status)
    expect(response.status_details).toMatchObject(
      code === undefined ? { reason: 'content_filter' } : { error: { code } },
    )
    client.say({ type: 'session.update', session: { type: 'realtime' } })
    await client.hear('session.updated')
  })

  it('is never heard of, though the user still is', async () => {
    const { client, simulator } = await faulty('no-answer')
    await respond(client)
    await expect
      .poll(() => simulator.faults.firings.some(({ type }) => type === 'response.done'))
      .toBe(true)
    client.say(typed('Hello?'))
    await client.until(() => client.types.filter((type) => type.endsWith('item.done')).length === 2)
    expect(client.types.filter((type) => /^response|rate_limits/.test(type))).toEqual([])
  })

  it('has its sound cut in the middle of samples, and loses none', async () => {
    const [whole, odd] = await Promise.all([faulty('obfuscation'), faulty('odd-bytes')])
    const sounds = await Promise.all(
      [whole, odd].map(async ({ client }) => {
        await respond(client)
        await client.hear('response.done')
        return client.events
          .filter(({ type }) => type === 'response.output_audio.delta')
          .map(({ delta }) => Buffer.from(delta, 'base64'))
      }),
    )
    expect(sounds[1]?.some(({ length }) => length % 2 === 1)).toBe(true)
    expect(Buffer.concat(sounds[1]!).equals(Buffer.concat(sounds[0]!))).toBe(true)
  })

  it('comes with frames that nobody understands', async () => {
    const { client, simulator } = await faulty('unknown-events+malformed-1')
    await client.hear('session.created')
    const texts = raw(client)
    client.say({ type: 'response.create' })
    await expect.poll(() => texts.some((text) => text.includes('"response.done"'))).toBe(true)
    expect(texts.filter((text) => text.includes('simulator.unheard_of')).length).toBeGreaterThan(5)
    const broken = texts.filter((text) => !text.endsWith('}'))
    expect(broken).toHaveLength(1)
    // The record holds what really went out.
    const types = simulator.events.map(({ event }) => event['type'])
    expect(types).toContain('simulator.unheard_of')
    expect(types).toContain('not JSON')
  })

  it('goes wrong where a reply says so', async () => {
    const { open, simulator } = await served({
      brain: () => saying({ say: 'Goodbye.' }, { fault: { close: [4429, '5'] } }),
    })
    const client = open()
    await respond(client)
    expect(await client.end()).toEqual({ code: 4429, reason: '5' })
    expect(client.types).toContain('response.output_audio.delta')
    expect(client.types).not.toContain('response.done')
    expect(simulator.faults.firings).toMatchObject([{ type: 'reply', rule: null }])
  })
})

it('the words of the user are never written down', async () => {
  const { client } = await faulty('transcription-fails', { transcription: { delayMs: 0 } })
  await client.hear('session.created')
  const transcription = { model: 'whisper-1' }
  const session = { type: 'realtime', audio: { input: { transcription } } }
  client.say({ type: 'session.update', session })
  client.say({ type: 'input_audio_buffer.append', audio: sound(800) })
  client.say({ type: 'input_audio_buffer.append', audio: sound(300, 0) })
  const failed = await client.hear('conversation.item.input_audio_transcription.failed')
  expect(failed.error.code).toBe('audio_unintelligible')
  expect(failed).not.toHaveProperty('transcript')
  expect(client.types.filter((type) => /transcription.(delta|completed)$/.test(type))).toEqual([])
})
