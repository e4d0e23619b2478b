import { describe, expect, it } from 'vitest'
import { faulty, raw, respond } from './support/faulty.ts'
import { sound } from './support/parts.ts'
import { refusal, served } from './support/served.ts'

describe('a line', () => {
  it.each([
    ['close-1011', { code: 1011 }],
    ['drop-20', { code: 1006, reason: '' }],
    ['lost-mid-answer-2', { code: 1006 }],
    [
      '{"on":{"dir":"out","type":"response.done"},"do":{"close":[4000,"so"]}}',
      { code: 4000, reason: 'so' },
    ],
  ])('ends as asked: %s', async (fault, end) => {
    const { client, simulator } = await faulty(fault)
    await respond(client)
    expect(await client.end()).toMatchObject(end)
    await expect.poll(() => simulator.sessions).toEqual([])
    expect(simulator.faults.firings).toHaveLength(1)
  })

  it('expires: the error first, then 1001', async () => {
    const { client } = await faulty('expire-20')
    expect(await client.end()).toMatchObject({
      code: 1001,
      reason: expect.stringContaining('maximum duration'),
    })
    expect(client.events.at(-1)?.error.code).toBe('session_expired')
  })

  it('is refused with a status', async () => {
    const { client } = await faulty('refuse-429')
    expect(await refusal(client)).toBe(429)
  })

  it('is cut at its first word, before anything goes out', async () => {
    const { client } = await faulty('{"on":{"dir":"out","nth":1},"do":{"terminate":true}}')
    expect(await client.end()).toMatchObject({ code: 1006 })
    expect(client.events).toEqual([])
  })

  it('goes dead once it is configured, and stays open', async () => {
    const { client, simulator } = await faulty('half-open')
    await client.hear('session.created')
    client.say({ type: 'session.update', session: { type: 'realtime' } })
    client.say({ type: 'response.create' })
    await client.hear('session.updated')
    await expect
      .poll(() => simulator.faults.firings.some(({ type }) => type === 'response.done'))
      .toBe(true)
    expect(client.types).toEqual(['session.created', 'session.updated'])
    expect(client.closed).toBeNull()
  })

  it('is not read for a while: what the client sends backs up there', async () => {
    const { client, simulator } = await faulty('stalled-reader-10000')
    await client.hear('session.created')
    const append = (ms: number) => ({ type: 'input_audio_buffer.append', audio: sound(ms, 0) })
    client.say(append(20))
    await expect.poll(() => simulator.faults.firings).toHaveLength(1)
    for (let sent = 0; sent < 4; sent++) client.say(append(60_000))
    client.say({ type: 'input_audio_buffer.clear' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(simulator.events.filter(({ direction }) => direction === 'in')).toHaveLength(1)
    expect(client.socket.bufferedAmount).toBeGreaterThan(1_000_000)
  })

  it('is read again afterwards, with all that was sent meanwhile', async () => {
    const { client, simulator } = await faulty('stalled-reader-50')
    await client.hear('session.created')
    for (let sent = 0; sent < 4; sent++)
      client.say({ type: 'input_audio_buffer.append', audio: sound(10_000, 0) })
    client.say({ type: 'input_audio_buffer.clear' })
    await client.hear('input_audio_buffer.cleared')
    expect(client.socket.bufferedAmount).toBe(0)
    expect(simulator.events.filter(({ direction }) => direction === 'in')).toHaveLength(5)
  })

  it('is taken by a client that brings a fault in place of its key', async () => {
    const { open } = await served({ apiKey: 'secret' })
    const protocols = ['realtime', 'openai-insecure-api-key.fault.close-4000']
    expect(await open('/v1/realtime?model=m', protocols).end()).toMatchObject({ code: 4000 })
  })
})

describe('rules of the whole simulator', () => {
  it('befall every line, those that are open too, until they are taken back', async () => {
    const { simulator, open } = await served()
    const client = open()
    await client.hear('session.created')
    const takeBack = simulator.faults.add({
      on: { dir: 'in', type: 'session.update' },
      do: { close: [1012, 'restart'] },
    })
    client.say({ type: 'session.update', session: { type: 'realtime' } })
    expect(await client.end()).toEqual({ code: 1012, reason: 'restart' })
    takeBack()
    const again = open()
    await again.hear('session.created')
    again.say({ type: 'session.update', session: { type: 'realtime' } })
    await again.hear('session.updated')
  })

  it('are told in the log as they fire', async () => {
    const logged: string[] = []
    const { open } = await served({
      faults: [{ on: { dir: 'out', type: 'session.created' }, do: { terminate: true } }],
      log: (line) => logged.push(line),
    })
    await open().end()
    expect(logged).toContainEqual(
      expect.stringMatching(/^Fault on sess_\w+ at session\.created: line cut\.$/),
    )
  })
})

describe('a client that does not read', () => {
  it('loses its line before it eats the memory of the server', async () => {
    const logged: string[] = []
    const { simulator, open } = await served({ log: (line) => logged.push(line) })
    const client = open()
    const reading = open()
    await Promise.all([client.hear('session.created'), reading.hear('session.created')])
    raw(reading)
    client.socket.pause()
    const frame = JSON.stringify({ type: 'x', filler: 'y'.repeat(1_000_000) })
    const [id] = simulator.sessions
    for (let sent = 0; sent < 60 && simulator.sessions.length === 2; sent++) {
      simulator.sendRaw(frame)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await expect.poll(() => simulator.sessions).not.toContain(id)
    expect(simulator.sessions).toHaveLength(1)
    expect(logged).toEqual([expect.stringMatching(/^sess_\w+ does not read: \d{8} bytes wait/)])
    client.socket.terminate()
  })
})
