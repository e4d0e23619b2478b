import { describe, expect, it } from 'vitest'
import { refusal, served } from './support/served.ts'

describe('a fault that is asked for by address or credential', () => {
  const refusing = encodeURIComponent(
    JSON.stringify({ on: { dir: 'upgrade' }, do: { status: 429 } }),
  )

  it('a client asks for a fault by name, for its own line alone', async () => {
    const { open } = await served()
    const other = open()
    await other.hear('session.created')
    const client = open('/v1/realtime?model=m&fault=lost-mid-answer-1')
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    expect(await client.end()).toMatchObject({ code: 1006 })
    other.say({ type: 'response.create' })
    await other.hear('response.done')
  })

  it.each([
    ['a subprotocol', ['realtime', 'openai-insecure-api-key.fault.lost-mid-answer-1'], {}],
    ['a header', [], { Authorization: 'Bearer fault.lost-mid-answer-1' }],
  ])('or in place of its key, as %s', async (_where, protocols, headers) => {
    const { open } = await served({ apiKey: 'right' })
    const client = open(undefined, protocols, { headers })
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    expect(await client.end()).toMatchObject({ code: 1006 })
  })

  it('a handshake may be refused', async () => {
    const { open } = await served()
    expect(await refusal(open(`/v1/realtime?model=m&fault=${refusing}`))).toBe(429)
  })

  it('a fault that fires once leaves the line whole for the client that comes back', async () => {
    const { open } = await served()
    const path = '/v1/realtime?model=m&fault=refuse-503-once'
    expect(await refusal(open(path))).toBe(503)
    await open(path).hear('session.created')
  })

  it('a scenario may refuse it too', async () => {
    const faults = [{ on: { dir: 'upgrade' }, do: { status: 503 } }] as const
    const { open } = await served({ scenario: { name: 'closed', turns: [], faults } })
    expect(await refusal(open())).toBe(503)
  })

  it('a fault that nobody knows is told in words', async () => {
    const { open } = await served()
    const client = open('/v1/realtime?model=m&fault=earthquake')
    expect(await client.end()).toMatchObject({ code: 4000 })
    expect(client.events[0]?.error.message).toContain('There is no fault named "earthquake"')
  })

  it('a handshake that is never answered does not keep the simulator from closing', async () => {
    const { open, simulator } = await served({
      faults: [{ on: { dir: 'upgrade' }, do: { drop: true } }],
    })
    const client = open()
    await expect.poll(() => simulator.faults.firings).toHaveLength(1)
    await simulator.close()
    expect(await client.end()).toMatchObject({ code: 1006 })
  })

  it('a handshake may be late', async () => {
    const faults = [{ on: { dir: 'upgrade' }, do: { delayMs: 80 } }] as const
    const { open } = await served({ faults })
    const before = Date.now()
    await open().hear('session.created')
    expect(Date.now() - before).toBeGreaterThanOrEqual(75)
  })
})
