import { createServer, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  startSimulator,
  type RunningSimulator,
  type SimulatorOptions,
} from '../../src/simulator/node/index.ts'
import { Client } from './support/client.ts'
import { LoudnessHearing, sound, steadyVoice } from './support/parts.ts'
import { shape, typed } from './support/simulated.ts'

const running: RunningSimulator[] = []
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.close())))

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    pace: 0,
    voice: steadyVoice,
    createHearing: () => new LoudnessHearing(),
    ...options,
  })
  running.push(simulator)
  const open = (path = '/v1/realtime?model=m', protocols?: string[], more?: object) =>
    new Client(simulator.url + path, protocols, more)
  return { simulator, open }
}

/** The HTTP status that a refused line is answered with. */
const refusal = ({ socket }: Client) =>
  new Promise<number>((resolve) => {
    socket.once('unexpected-response', (_request, { statusCode }: { statusCode: number }) =>
      resolve(statusCode),
    )
  })

describe('over a real WebSocket', () => {
  it.each(['/v1/realtime?model=m', '/openai/v1/realtime?model=m', '/v1/realtime/'])(
    'a typed turn comes whole: %s',
    async (path) => {
      const { open } = await start()
      const client = open(path)
      await client.hear('session.created')
      client.say(typed('Hello'))
      client.say({ type: 'response.create' })
      await client.hear('rate_limits.updated')
      expect(shape(client.events)).toEqual([
        'session.created',
        'conversation.item.added',
        'conversation.item.done',
        'response.created',
        'response.output_item.added',
        'conversation.item.added',
        'response.content_part.added',
        'sound and words',
        'response.output_audio.done',
        'response.output_audio_transcript.done',
        'response.content_part.done',
        'conversation.item.done',
        'response.output_item.done',
        'response.done',
        'rate_limits.updated',
      ])
    },
  )

  it('a spoken turn is heard and answered', async () => {
    const { open } = await start()
    const client = open()
    await client.hear('session.created')
    client.say({ type: 'input_audio_buffer.append', audio: sound(800) })
    client.say({ type: 'input_audio_buffer.append', audio: sound(100, 0) })
    expect((await client.hear('response.done')).response.status).toBe('completed')
  })

  it('the model of the address is that of the session', async () => {
    const { open } = await start()
    const created = await open('/v1/realtime?model=gpt-realtime-2.1').hear('session.created')
    expect(created.session.model).toBe('gpt-realtime-2.1')
  })

  it('the subprotocol is chosen when it is offered, and only then', async () => {
    const { open } = await start()
    const [offering, plain] = [
      open(undefined, ['openai-organization.x', 'realtime']),
      open(undefined, []),
    ]
    await Promise.all([offering.hear('session.created'), plain.hear('session.created')])
    expect(offering.socket.protocol).toBe('realtime')
    expect(plain.socket.protocol).toBe('')
  })

  it('frames that cannot be used are answered, and the conversation goes on', async () => {
    const { open } = await start()
    const client = open()
    await client.hear('session.created')
    client.socket.send('{"type":')
    client.socket.send(Buffer.from([1, 2, 3]))
    client.say({ type: 'session.destroy' })
    client.say({ type: 'response.create' })
    await client.hear('response.done')
    const codes = client.events
      .filter(({ type }) => type === 'error')
      .map(({ error }) => error.code)
    expect(codes).toEqual(['invalid_json', 'invalid_event', 'invalid_value'])
  })

  it('two sessions do not mix', async () => {
    const { simulator, open } = await start()
    const [one, other] = [open(), open()]
    await Promise.all([one.hear('session.created'), other.hear('session.created')])
    expect(simulator.sessions).toHaveLength(2)
    one.say({ type: 'session.update', session: { type: 'realtime', instructions: 'Mine.' } })
    one.say({ type: 'input_audio_buffer.append', audio: sound(300) })
    await one.hear('input_audio_buffer.speech_started')
    other.say({ type: 'response.create' })
    await other.hear('response.done')
    other.say({ type: 'session.update', session: { type: 'realtime' } })
    expect((await other.hear('session.updated')).session.instructions).toBe('')
    expect(one.types).not.toContain('response.created')
    expect(other.types).not.toContain('input_audio_buffer.speech_started')
  })

  it('a client may choose who answers', async () => {
    const { open } = await start()
    const client = open('/v1/realtime?brain=parrot')
    await client.hear('session.created')
    client.say(typed('Polly'))
    client.say({ type: 'response.create' })
    expect((await client.hear('response.output_audio_transcript.done')).transcript).toBe('Polly')
    const lost = open('/v1/realtime?brain=owl')
    expect(await lost.end()).toMatchObject({ code: 4000 })
    expect(lost.events[0]?.error.message).toContain('listener, parrot, greeter, longTalker')
  })

  it('what was said can be read afterwards, without the sound', async () => {
    const { simulator, open } = await start()
    const client = open()
    const { session } = await client.hear('session.created')
    client.say({ type: 'input_audio_buffer.append', audio: sound(300) })
    await client.hear('input_audio_buffer.speech_started')
    expect(simulator.events.map(({ direction, event }) => [direction, event['type']])).toEqual([
      ['out', 'session.created'],
      ['in', 'input_audio_buffer.append'],
      ['out', 'input_audio_buffer.speech_started'],
    ])
    expect(simulator.events[1]).toMatchObject({
      session: session.id,
      event: { audio: '<19200 characters>' },
    })
  })
})

describe('who is let in', () => {
  it('nobody of another machine, by name', async () => {
    const { open } = await start()
    const client = open(undefined, [], { headers: { Host: 'evil.example' } })
    expect(await refusal(client)).toBe(403)
  })

  it.each([
    ['a page of this machine', 'http://localhost:6006', true],
    ['a page on https of this machine', 'https://127.0.0.1', true],
    ['a page that was named', 'https://app.test', true],
    ['a page elsewhere', 'https://evil.example', false],
    ['a page that hides its origin', 'null', false],
    ['a page whose name begins like ours', 'http://localhost.evil.example', false],
  ])('%s', async (_what, origin, isWelcome) => {
    const { open } = await start({ origins: ['https://app.test'] })
    const client = open(undefined, [], { headers: { Origin: origin } })
    if (isWelcome) await client.hear('session.created')
    else expect(await refusal(client)).toBe(403)
  })

  it.each(['/', '/v1/chat', '/openai/realtime?api-version=2025-04-01-preview'])(
    'nobody at another path: %s',
    async (path) => {
      const { open } = await start()
      expect(await refusal(open(path))).toBe(404)
    },
  )

  it('nobody without WebSocket', async () => {
    const { simulator } = await start()
    const status = await new Promise((resolve) => {
      request({ port: simulator.port, path: '/v1/realtime' }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).end()
    })
    expect(status).toBe(426)
  })

  it('a wrong key is refused as OpenAI does: one error on an open line, then 3000', async () => {
    const { open, simulator } = await start({ apiKey: 'right' })
    const client = open(undefined, ['realtime', 'openai-insecure-api-key.wrong'])
    expect(await client.end()).toEqual({
      code: 3000,
      reason: 'invalid_request_error.invalid_api_key',
    })
    expect(client.events).toMatchObject([{ type: 'error', error: { code: 'invalid_api_key' } }])
    expect(simulator.sessions).toEqual([])
  })

  it('and as Azure does: no line at all', async () => {
    const { open } = await start({ apiKey: 'right' })
    const client = open('/openai/v1/realtime?model=d', [], { headers: { 'api-key': 'wrong' } })
    expect(await refusal(client)).toBe(401)
    expect(await refusal(open('/openai/v1/realtime?model=d', []))).toBe(401)
  })

  it.each([
    ['the Authorization header', '/v1/realtime', [], { Authorization: 'Bearer right' }],
    ['the api-key header', '/openai/v1/realtime', [], { 'api-key': 'right' }],
    ['the api-key of the query', '/openai/v1/realtime?api-key=right', [], {}],
    ['the authorization of the query', '/openai/v1/realtime?authorization=Bearer%20right', [], {}],
    ['a subprotocol', '/v1/realtime', ['realtime', 'openai-insecure-api-key.right'], {}],
  ])('the right key is found in %s', async (_place, path, protocols, headers) => {
    const { open } = await start({ apiKey: 'right' })
    await open(path, protocols, { headers }).hear('session.created')
  })
})

describe('misbehaving on purpose', () => {
  it('sends what it is told to, to everybody', async () => {
    const { simulator, open } = await start()
    const client = open()
    await client.hear('session.created')
    const frames: [string, boolean][] = []
    client.socket.removeAllListeners('message')
    client.socket.on('message', (data: Buffer, isBinary) =>
      frames.push([data.toString(), isBinary]),
    )
    simulator.sendRaw('{"type":')
    simulator.sendRaw(new Uint8Array([65, 66]))
    await expect
      .poll(() => frames)
      .toEqual([
        ['{"type":', false],
        ['AB', true],
      ])
  })

  it('drops every line with no word', async () => {
    const { simulator, open } = await start()
    const client = open()
    await client.hear('session.created')
    simulator.drop()
    expect(await client.end()).toEqual({ code: 1006, reason: '' })
  })

  it('closes every line as told, and takes new ones', async () => {
    const { simulator, open } = await start()
    const client = open()
    await client.hear('session.created')
    await simulator.closeLines(4000, 'invalid_request_error.invalid_model')
    expect(await client.end()).toEqual({
      code: 4000,
      reason: 'invalid_request_error.invalid_model',
    })
    await open().hear('session.created')
    expect(simulator.sessions).toHaveLength(1)
  })
})

describe('the server itself', () => {
  it('frees its port, tells its clients, and leaves nothing behind', async () => {
    const handles = () =>
      process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Immediate|Worker/.test(name))
        .length
    const before = handles()
    const { simulator, open } = await start({ pace: 1 })
    const client = open()
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    await client.hear('response.created')
    await Promise.all([simulator.close(), simulator.close()])
    expect(await client.end()).toMatchObject({ code: 1001 })
    await expect.poll(handles).toBeLessThanOrEqual(before)
    const again = await startSimulator({
      port: simulator.port,
      voice: steadyVoice,
      createHearing: () => new LoudnessHearing(),
    })
    running.push(again)
    expect(again.port).toBe(simulator.port)
  })

  it('stops answering a client that left', async () => {
    const { simulator, open } = await start({ pace: 10 })
    const client = open('/v1/realtime?brain=longTalker')
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    await client.hear('response.output_audio.delta')
    await client.close()
    await expect.poll(() => simulator.sessions).toEqual([])
    const { length } = simulator.events
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(simulator.events).toHaveLength(length)
  })

  it('cuts off a client that does not answer its goodbye', async () => {
    const { simulator, open } = await start()
    const client = open()
    await client.hear('session.created')
    client.socket.pause()
    await simulator.close()
    expect(simulator.sessions).toEqual([])
    client.socket.resume()
  })

  it('says which port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ port })).rejects.toMatchObject({
      code: 'port_in_use',
      message: `Port ${port} is in use. Stop what listens there, or choose another port.`,
    })
    await new Promise((resolve) => other.close(resolve))
  })

  it('does not start in production, nor with a brain that it does not know', async () => {
    await expect(start({ brain: 'owl' })).rejects.toMatchObject({ code: 'brain_unknown' })
    const before = process.env['NODE_ENV']
    process.env['NODE_ENV'] = 'production'
    try {
      await expect(start()).rejects.toMatchObject({ code: 'refused_in_production' })
    } finally {
      process.env['NODE_ENV'] = before
    }
  })

  it('loses a client that sends over 16 MB, and stands', async () => {
    const { open } = await start()
    const client = open()
    await client.hear('session.created')
    client.socket.send('x'.repeat(16 * 1024 * 1024 + 1))
    expect(await client.end()).toMatchObject({ code: 1009 })
    await open().hear('session.created')
  })

  it('hears with the real detector unless told otherwise', async () => {
    const simulator = await startSimulator({ voice: steadyVoice, pace: 0 })
    running.push(simulator)
    const client = new Client(`${simulator.url}/v1/realtime`)
    await client.hear('session.created')
    // Loud, and no speech: the ears of the other tests would have heard a turn.
    client.say({ type: 'input_audio_buffer.append', audio: sound(1000) })
    client.say({ type: 'input_audio_buffer.append', audio: sound(1000, 0) })
    client.say({ type: 'response.create' })
    await client.hear('response.done')
    expect(client.types).not.toContain('input_audio_buffer.speech_started')
  })
})

it('listens on loopback only: another address of this machine is refused', async () => {
  const { simulator } = await start()
  // 127.0.0.2 belongs to this machine too, and would answer if it listened everywhere.
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect(simulator.port, '127.0.0.2')
    socket.once('connect', () => resolve('connected'))
    socket.once('error', () => resolve('refused'))
  })
  expect(outcome).toBe('refused')
})
