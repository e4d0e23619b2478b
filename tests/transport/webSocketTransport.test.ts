import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { azure, local, openai } from '../../src/protocol/endpoint.ts'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { simulate, talkTo } from './support/talkTo.ts'

/** Waits until the snapshot says so. */
function until(session: RealtimeSession, reached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!reached()) return
      off()
      resolve()
    }
    const off = session.subscribe(look)
    look()
  })
}

describe('over a real socket', () => {
  it('a typed turn comes back with words and sound, in order', async () => {
    const simulator = await simulate()
    const { session, errors } = talkTo(local({ url: simulator.url }))
    await session.connect()
    let bytes = 0
    session.on('response.output_audio.delta', ({ delta }) => (bytes += (delta.length * 3) / 4))
    const done = session.once('response.done')
    session.sendText('Hello there')
    await done
    const { items } = session.getSnapshot().conversation
    expect(items.map(({ role, status }) => [role, status])).toEqual([
      ['user', 'completed'],
      ['assistant', 'completed'],
    ])
    expect(items[1]?.text).toMatch(/\w+ \w+/)
    expect(bytes).toBeGreaterThan(24_000)
    expect(errors).toEqual([])
  })

  it.each<[string, string | Uint8Array]>([
    ['malformed JSON', '{"type":"response.'],
    ['a binary frame', new Uint8Array([1, 2, 3])],
    ['a known event with wrong fields', '{"type":"response.created","response":7}'],
  ])('%s is one warning, and the conversation goes on', async (_name, frame) => {
    const simulator = await simulate()
    const { session, errors } = talkTo(local({ url: simulator.url }))
    await session.connect()
    const warned = session.once('warning')
    simulator.sendRaw(frame)
    expect(await warned).toMatchObject({ code: 'protocol_warning', severity: 'warning' })
    const done = session.once('response.done')
    session.sendText('Are you still there?')
    await done
    expect(errors).toHaveLength(1)
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'connected' },
      error: null,
    })
    expect(session.getSnapshot().conversation.items).toHaveLength(2)
  })

  it('unknown events and events of unknown items are one warning each, and change nothing', async () => {
    const simulator = await simulate()
    const { session, errors } = talkTo(local({ url: simulator.url }))
    await session.connect()
    const seen: string[] = []
    session.on('*', ({ direction, event }) => {
      if (direction === 'in') seen.push(event.type)
    })
    const before = session.getSnapshot()
    const strangers = [
      { type: 'response.hologram.delta', delta: 'x' },
      { type: 'response.hologram.delta', delta: 'y' },
      { type: 'conversation.item.deleted', item_id: 'nobody' },
      {
        type: 'conversation.item.truncated',
        item_id: 'somebody',
        content_index: 0,
        audio_end_ms: 7,
      },
    ]
    const last = session.once('conversation.item.truncated')
    for (const stranger of strangers) simulator.sendRaw(JSON.stringify(stranger))
    await last
    expect(seen).toEqual([
      'unknown',
      'unknown',
      'conversation.item.deleted',
      'conversation.item.truncated',
    ])
    expect(session.getSnapshot().conversation.items).toBe(before.conversation.items)
    expect(errors.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['protocol_warning', 'warning', expect.stringContaining('response.hologram.delta')],
      ['protocol_warning', 'warning', expect.stringContaining('an item that is not known')],
    ])
    expect(session.getSnapshot().error).toBeNull()
  })
})

describe('a line that cannot be had', () => {
  it('says that nobody listens there', async () => {
    const { session } = talkTo(local({ url: 'ws://127.0.0.1:9' }))
    await expect(session.connect()).rejects.toMatchObject({
      code: 'endpoint_unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    })
  })

  it('says that the key was refused, the OpenAI way', async () => {
    const simulator = await simulate({ apiKey: 'right' })
    const { session } = talkTo(
      openai({ model: 'm', apiKey: 'wrong', baseUrl: `${simulator.url.replace('ws', 'http')}/v1` }),
    )
    await expect(session.connect()).rejects.toMatchObject({ code: 'unauthorized' })
  })

  it.each([
    ['OpenAI', (url: string) => openai({ model: 'm', apiKey: 'right', baseUrl: `${url}/v1` })],
    ['Azure', (url: string) => azure({ endpoint: url, deployment: 'd', apiKey: 'right' })],
  ])('is had with the right key: %s', async (_name, endpoint) => {
    const simulator = await simulate({ apiKey: 'right' })
    const { session } = talkTo(endpoint(simulator.url))
    await session.connect()
    expect(session.getSnapshot().connection.status).toBe('connected')
  })

  it('is given up cleanly while the handshake hangs', async () => {
    const mute = createServer()
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void mute.close())
    const address = mute.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { session, errors } = talkTo(local({ url: `ws://127.0.0.1:${port}` }))
    const connected = session.connect().catch((error: unknown) => error)
    await until(session, () => {
      const { connection } = session.getSnapshot()
      return connection.status === 'connecting' && connection.step === 'opening'
    })
    session.disconnect()
    expect(await connected).toMatchObject({ code: 'not_connected' })
    expect(session.getSnapshot().connection.status).toBe('closed')
    expect(errors).toEqual([])
  })
})

describe('a line that breaks', () => {
  it('is failed, with the close code, and keeps what was said', async () => {
    const simulator = await simulate()
    const { session } = talkTo(local({ url: simulator.url }))
    await session.connect()
    const done = session.once('response.done')
    session.sendText('Hello')
    await done
    simulator.drop()
    await until(session, () => session.getSnapshot().connection.status === 'failed')
    expect(session.getSnapshot().error).toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('1006'),
    })
    expect(session.getSnapshot().conversation.items).toHaveLength(2)
    await session.connect()
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'connected' },
      error: null,
    })
  })

  it.each([
    [1011, 'server fell over', 'connection_lost'],
    [1008, 'policy', 'protocol_error'],
    [3000, 'invalid_request_error.invalid_api_key', 'unauthorized'],
    [4000, 'invalid_request_error.beta_api_shape_disabled', 'wrong_dialect'],
    [4004, 'model_not_found', 'deployment_not_found'],
    [1001, 'Your session hit the maximum duration of 60 minutes.', 'session_expired'],
  ])('says what %d %s means', async (code, reason, wanted) => {
    const simulator = await simulate()
    const { session } = talkTo(local({ url: simulator.url }))
    await session.connect()
    await simulator.closeLines(code, reason)
    await until(session, () => session.getSnapshot().connection.status === 'failed')
    expect(session.getSnapshot().error?.code).toBe(wanted)
  })
})
