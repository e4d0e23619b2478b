import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Toxic } from '../../src/simulator/node/proxy/Toxic.ts'
import { noise, proxied } from './support/proxied.ts'

/** How long something takes; timers may be a millisecond early. */
async function msOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start + 1
}

describe('a toxic', () => {
  it('latency: bytes come later, whole and in order, whatever the jitter', async () => {
    const { open } = await proxied([{ type: 'latency', latencyMs: 120, jitterMs: 60 }])
    const { client, served } = await open()
    const sent = noise(3000)
    const took = await msOf(async () => {
      for (let at = 0; at < sent.length; at += 100) {
        served.socket.write(sent.subarray(at, at + 100))
        await new Promise((resolve) => setImmediate(resolve))
      }
      await client.read(sent.length)
    })
    expect(took).toBeGreaterThan(60)
    expect(client.bytes().equals(sent)).toBe(true)
  })

  it('latency: of one direction leaves the other alone', async () => {
    const { open } = await proxied([{ type: 'latency', latencyMs: 60_000, stream: 'upstream' }])
    const { client, served } = await open()
    client.socket.write('held')
    served.socket.write('free')
    expect((await client.read(4)).toString()).toBe('free')
    expect(served.bytes()).toHaveLength(0)
  })

  it('bandwidth: bytes come no faster, and whole', async () => {
    const { open } = await proxied([{ type: 'bandwidth', rateKBps: 100 }])
    const { client, served } = await open()
    const sent = noise(30_000)
    const took = await msOf(async () => {
      served.socket.write(sent)
      await client.read(sent.length)
    })
    // The last piece, 20 ms of it, is not waited for.
    expect(took).toBeGreaterThan(280)
    expect(client.bytes().equals(sent)).toBe(true)
  })

  it('bandwidth 0: nothing passes, and nothing is lost when it is taken away', async () => {
    const stall: Toxic = { type: 'bandwidth', rateKBps: 0 }
    const { open, proxy } = await proxied([stall])
    const { client, served } = await open()
    served.socket.write('waits')
    client.socket.write('passes')
    await served.read(6)
    expect(client.bytes()).toHaveLength(0)
    await proxy.remove(stall)
    expect((await client.read(5)).toString()).toBe('waits')
  })

  it('slowClose: the end comes later than the bytes', async () => {
    const { open } = await proxied([{ type: 'slowClose', delayMs: 150 }])
    const { client, served } = await open()
    served.socket.end('last words')
    await client.read(10)
    const took = await msOf(() => once(client.socket, 'end'))
    expect(took).toBeGreaterThan(100)
  })

  it('timeout: bytes are swallowed, then the connection is cut', async () => {
    const { open } = await proxied([{ type: 'timeout', timeoutMs: 150 }])
    const { client, served } = await open()
    const took = await msOf(async () => {
      served.socket.write('swallowed')
      expect(await client.ended).toBe('closed')
    })
    expect(took).toBeGreaterThan(100)
    expect(client.bytes()).toHaveLength(0)
    await served.ended
  })

  it('timeout 0: bytes are swallowed, and the connection stays', async () => {
    const hole: Toxic = { type: 'timeout', timeoutMs: 0 }
    const { open, proxy } = await proxied([hole])
    const { client, served } = await open()
    served.socket.write('swallowed')
    client.socket.write('passes')
    await served.read(6)
    await proxy.clear()
    served.socket.write('heard')
    expect((await client.read(5)).toString()).toBe('heard')
    expect(proxy.connections).toBe(1)
  })

  it('reset: both sides see ECONNRESET', async () => {
    const { open, proxy } = await proxied()
    const { client, served } = await open()
    await proxy.add({ type: 'reset', timeoutMs: 0 })
    expect(await Promise.all([client.ended, served.ended])).toEqual(['ECONNRESET', 'ECONNRESET'])
  })

  it('slicer: bytes come in small pieces, and whole', async () => {
    const { open } = await proxied([
      { type: 'slicer', averageBytes: 50, variationBytes: 20, delayUs: 2000 },
    ])
    const { client, served } = await open()
    const sent = noise(1000)
    served.socket.write(sent)
    expect((await client.read(sent.length)).equals(sent)).toBe(true)
    // The kernel may join a few that are next to each other; it does not join them all.
    expect(client.pieces().length).toBeGreaterThan(5)
    expect(new Set(client.pieces()).size).toBeGreaterThan(1)
  })

  it.each([0, 1, 999, 70_000])('limit: exactly %i bytes come, then the end', async (bytes) => {
    const { open } = await proxied([{ type: 'limit', bytes }])
    const { client, served } = await open()
    const sent = noise(100_000)
    served.socket.write(sent.subarray(0, 500))
    served.socket.write(sent.subarray(500))
    await once(client.socket, 'end')
    expect(client.bytes().equals(sent.subarray(0, bytes))).toBe(true)
  })

  it('down: whoever connects is refused, whoever was connected is cut off, until it is gone', async () => {
    const { open, dial, proxy } = await proxied()
    const { client } = await open()
    const down: Toxic = { type: 'down' }
    await proxy.add(down)
    expect(await client.ended).toBe('closed')
    expect(await dial().ended).toBe('ECONNREFUSED')
    await proxy.remove(down)
    const again = await open()
    again.served.socket.write('back')
    expect((await again.client.read(4)).toString()).toBe('back')
  })

  it('toxicity: chooses connections, the same ones for the same seed', async () => {
    const chosen = async (seed: number) => {
      const { open } = await proxied([{ type: 'limit', bytes: 1, toxicity: 0.5 }], { seed })
      const lengths: number[] = []
      for (let at = 0; at < 12; at++) {
        const { client, served } = await open()
        served.socket.end('ab')
        await once(client.socket, 'end')
        lengths.push(client.bytes().length)
        client.socket.end()
        await client.ended
      }
      return lengths.join('')
    }
    const [one, same, other] = [await chosen(7), await chosen(7), await chosen(8)]
    expect(one).toMatch(/1.*2|2.*1/)
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })

  it('is refused when it is none, and changes nothing', async () => {
    const { proxy } = await proxied()
    const wrong: [object, RegExp][] = [
      [{ type: 'lag', latencyMs: 5 }, /toxic\.type must be "down", "latency"/],
      [{ type: 'latency' }, /toxic\.latencyMs is missing/],
      [{ type: 'latency', latencyMs: -1 }, /toxic\.latencyMs must be a number from 0/],
      [{ type: 'reset', timeoutMs: 0, stream: 'up' }, /must be "upstream" or "downstream"/],
      [{ type: 'down', toxicity: 0.5 }, /toxic\.toxicity is not known: use type/],
    ]
    for (const [toxic, message] of wrong)
      await expect(proxy.add(toxic as Toxic)).rejects.toMatchObject({
        code: 'option_invalid',
        message: expect.stringMatching(message),
      })
    expect(proxy.toxics).toEqual([])
  })
})

describe('disabling', () => {
  it('refuses and cuts off, and enabling takes in again, at the same port', async () => {
    const { open, dial, proxy } = await proxied()
    const { client } = await open()
    await proxy.disable()
    expect(await client.ended).toBe('closed')
    expect(await dial().ended).toBe('ECONNREFUSED')
    await proxy.clear()
    expect(await dial().ended).toBe('ECONNREFUSED')
    await proxy.enable()
    await open()
    expect(proxy.connections).toBe(1)
  })

  it('what is asked last is what it ends as', async () => {
    const { open, proxy } = await proxied()
    await Promise.all([proxy.disable(), proxy.enable(), proxy.disable(), proxy.enable()])
    await open()
    expect(proxy.connections).toBe(1)
  })
})
