import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { startFaultProxy } from '../../src/simulator/node/proxy/startFaultProxy.ts'
import { noise, proxied } from './support/proxied.ts'

const HALF_A_MEGABYTE = 512 * 1024

describe('a proxy without toxics', () => {
  it('carries the bytes of both directions whole, and the end of each by itself', async () => {
    const { open, proxy } = await proxied([], { allowHalfOpen: true })
    const { client, served } = await open()
    const [question, answer] = [noise(HALF_A_MEGABYTE), noise(HALF_A_MEGABYTE + 3)]
    client.socket.end(question)
    await once(served.socket, 'end')
    expect(served.bytes().equals(question)).toBe(true)
    expect(proxy.connections).toBe(1)
    served.socket.end(answer)
    expect(await client.ended).toBe('closed')
    expect(client.bytes().equals(answer)).toBe(true)
    await expect.poll(() => proxy.connections).toBe(0)
  })

  it('tells each side when the other was reset', async () => {
    const { open } = await proxied()
    const first = await open()
    first.client.socket.resetAndDestroy()
    expect(await first.served.ended).toBe('ECONNRESET')
    const second = await open()
    second.served.socket.resetAndDestroy()
    expect(await second.client.ended).toBe('ECONNRESET')
  })

  it('cuts off a client when nobody is at the target', async () => {
    const { server, dial, proxy } = await proxied()
    await new Promise((resolve) => server.close(resolve))
    expect(await dial().ended).toBe('ECONNRESET')
    await expect.poll(() => proxy.connections).toBe(0)
  })

  it('stops reading a sender whose receiver does not read', async () => {
    const { open } = await proxied()
    const { client, served } = await open()
    served.socket.pause()
    const flood = noise(64 * 1024 * 1024)
    for (let at = 0; at < flood.length; at += 65_536)
      client.socket.write(flood.subarray(at, at + 65_536))
    // Once the kernel's buffers and the proxy's are full, what waits at the sender shrinks no more.
    const seen: number[] = []
    const isStill = () => {
      seen.push(client.socket.writableLength)
      return seen.length > 4 && new Set(seen.slice(-4)).size === 1
    }
    await expect.poll(isStill, { interval: 100, timeout: 10_000 }).toBe(true)
    expect(client.socket.writableLength).toBeGreaterThan(flood.length / 4)
    served.socket.resume()
    expect((await served.read(flood.length)).equals(flood)).toBe(true)
  })

  it('leaves nothing behind when it is closed', async () => {
    // What the tests before left is gone by then.
    await new Promise((resolve) => setTimeout(resolve, 100))
    const handles = () =>
      process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length
    const before = handles()
    const { open, proxy, server } = await proxied([
      { type: 'latency', latencyMs: 60_000 },
      { type: 'reset', timeoutMs: 60_000 },
      { type: 'slowClose', delayMs: 60_000, stream: 'upstream' },
    ])
    const { client, served } = await open()
    served.socket.write('late')
    client.socket.end('bye')
    await Promise.all([proxy.close(), proxy.close()])
    await Promise.all([client.ended, served.ended])
    expect(proxy.connections).toBe(0)
    await new Promise((resolve) => server.close(resolve))
    await expect.poll(handles).toBeLessThanOrEqual(before)
  })
})

describe('its address', () => {
  it.each([
    ['ws://127.0.0.1:PORT', 'ws://127.0.0.1:'],
    ['wss://localhost:PORT/v1', 'wss://127.0.0.1:'],
    ['127.0.0.1:PORT', '127.0.0.1:'],
  ])('is that of the target with another port: %s', async (target, start) => {
    const { target: at } = await proxied()
    const proxy = await startFaultProxy({ target: target.replace('PORT', at.split(':')[1] ?? '') })
    expect(proxy.url).toBe(`${start}${proxy.port}`)
    await proxy.close()
  })

  it.each([
    ['api.openai.com:443', /this machine only, not to api.openai.com/],
    ['here', /give an address with a port/],
  ])('leads to no %s', async (target, message) => {
    await expect(startFaultProxy({ target })).rejects.toMatchObject({
      code: 'option_invalid',
      message: expect.stringMatching(message),
    })
  })

  it('is refused when somebody has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await expect(startFaultProxy({ target: '127.0.0.1:1', port })).rejects.toMatchObject({
      code: 'port_in_use',
    })
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('a proxy refuses', () => {
  it.each([
    ['a toxic that it does not know, and leaves no port open', { toxics: [{ type: 'latency' }] }],
    ['a port that there is not', { port: 70_000 }],
  ])('%s', async (_what, options) => {
    const open = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')
    const refused = startFaultProxy({ target: 'ws://127.0.0.1:4400', ...options } as never)
    await expect(refused).rejects.toMatchObject({ code: 'option_invalid' })
    const after = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')
    expect(after).toHaveLength(open.length)
  })

  it('to start in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const refused = startFaultProxy({ target: 'ws://127.0.0.1:4400' })
    await expect(refused).rejects.toMatchObject({ code: 'refused_in_production' })
    vi.unstubAllEnvs()
  })

  it('to come back after it was closed', async () => {
    const { proxy } = await proxied()
    await proxy.close()
    await expect(proxy.enable()).rejects.toMatchObject({ code: 'option_invalid' })
  })

  it('nobody who names a target by its scheme alone', async () => {
    const proxy = await startFaultProxy({ target: 'ws://127.0.0.1:80' })
    expect(proxy.url).toBe(`ws://127.0.0.1:${proxy.port}`)
    await proxy.close()
  })
})

it('is closed when every socket is gone', async () => {
  const { open, proxy } = await proxied()
  for (let opened = 0; opened < 5; opened++) await open()
  expect(proxy.connections).toBe(5)
  await proxy.close()
  expect(proxy.connections).toBe(0)
})
