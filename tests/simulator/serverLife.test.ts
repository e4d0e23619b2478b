import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sound } from './support/parts.ts'
import { refusal, served } from './support/served.ts'

describe('misbehaving on purpose', () => {
  it('sends what it is told to, to everybody', async () => {
    const { simulator, open } = await served()
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
    const { simulator, open } = await served()
    const client = open()
    await client.hear('session.created')
    simulator.drop()
    expect(await client.end()).toEqual({ code: 1006, reason: '' })
  })

  it('closes every line as told, and takes new ones', async () => {
    const { simulator, open } = await served()
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
    const { simulator, open } = await served({ pace: 1 })
    const client = open()
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    await client.hear('response.created')
    await Promise.all([simulator.close(), simulator.close()])
    expect(await client.end()).toMatchObject({ code: 1001 })
    await expect.poll(handles).toBeLessThanOrEqual(before)
    const { simulator: again } = await served({ port: simulator.port })
    expect(again.port).toBe(simulator.port)
  })

  it('stops answering a client that left', async () => {
    const { simulator, open } = await served({ pace: 10 })
    const client = open('/v1/realtime?model=m&brain=longTalker')
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
    const { simulator, open } = await served()
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
    await expect(served({ port })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringMatching(
        new RegExp(`^Port ${port} is in use.*another simulator: .npm start.*--port`),
      ),
    })
    await new Promise((resolve) => other.close(resolve))
  })

  it('does not start in production, nor with a brain that it does not know', async () => {
    await expect(served({ brain: 'owl' })).rejects.toMatchObject({ code: 'brain_unknown' })
    const before = process.env['NODE_ENV']
    process.env['NODE_ENV'] = 'production'
    try {
      await expect(served()).rejects.toMatchObject({ code: 'refused_in_production' })
    } finally {
      process.env['NODE_ENV'] = before
    }
  })

  it('ends a session that has lasted too long, in words', async () => {
    const { open } = await served({ sessionTtlMs: 150 })
    const client = open()
    await client.hear('session.created')
    expect(await client.end()).toMatchObject({ code: 1001 })
    expect(client.events.at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'session_expired' },
    })
  })

  it('refuses a line whose brain cannot be made, and stands', async () => {
    let isReady = false
    const logged: string[] = []
    const { open } = await served({
      log: (line) => logged.push(line),
      brain() {
        if (!isReady) throw new Error('no brain yet')
        return { answer: () => [] }
      },
    })
    expect(await refusal(open())).toBe(500)
    expect(logged.join()).toContain('no brain yet')
    isReady = true
    await open().hear('session.created')
  })

  it('loses a client that sends over 16 MB, and stands', async () => {
    const { open } = await served()
    const client = open()
    await client.hear('session.created')
    client.socket.send('x'.repeat(16 * 1024 * 1024 + 1))
    expect(await client.end()).toMatchObject({ code: 1009 })
    await open().hear('session.created')
  })

  it('hears with the real detector unless told otherwise', async () => {
    const { open } = await served({ createHearing: undefined })
    const client = open()
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
  const { simulator } = await served()
  // 127.0.0.2 belongs to this machine too, and would answer if it listened everywhere.
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect(simulator.port, '127.0.0.2')
    socket.once('connect', () => resolve('connected'))
    socket.once('error', () => resolve('refused'))
  })
  expect(outcome).toBe('refused')
})
