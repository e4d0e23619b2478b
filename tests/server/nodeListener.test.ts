import { connect } from 'node:net'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTokenHandler, toNodeListener } from '../../src/server/index.ts'
import { serve } from './support/serve.ts'
import { upstream } from './support/upstream.ts'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const JSON_TYPE = { 'Content-Type': 'application/json' }

async function tokenServer() {
  const service = await upstream({ body: '{"value":"ek_1","expires_at":1795000000}' })
  const handler = createTokenHandler({
    authorize: ({ headers }) => headers.get('cookie') !== 'stranger',
    provider: { type: 'openai', apiKey: 'sk-1', baseUrl: service.url },
    session: { model: 'm' },
    allowMissingOrigin: true,
  })
  const app = await serve(handler)
  ends.push(app.close, service.close)
  const ask = (init: RequestInit = {}) =>
    fetch(app.url, { method: 'POST', headers: JSON_TYPE, body: '{"model":"m"}', ...init })
  return { ...app, ask }
}

/** What stands on the wire, letter by letter; `fetch` would refuse to send it. */
const raw = (port: number, text: string) =>
  new Promise<string>((resolve) => {
    let told = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (data) => (told += data.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(told))
  })

const POSTED = 'Content-Type: application/json\r\nConnection: close\r\n'

describe('what a stranger sends to a server of Node', () => {
  it.each([
    [
      'a method that no Request has',
      'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['half a host', `POST / HTTP/1.1\r\nHost: [\r\n${POSTED}Content-Length: 2\r\n\r\n{}`, 400],
    [
      'a host with a name',
      `POST / HTTP/1.1\r\nHost: u:p@a\r\n${POSTED}Content-Length: 2\r\n\r\n{}`,
      400,
    ],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', 400],
    ['a whole address', 'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['a name where a path is', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['GET with a body', `GET / HTTP/1.1\r\nHost: a\r\n${POSTED}Content-Length: 2\r\n\r\n{}`, 405],
    ['HEAD', 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405],
  ])('%s is answered, and the server lives', async (_name, text, status) => {
    const rejections = vi.fn()
    process.on('unhandledRejection', rejections)
    const { port, ask } = await tokenServer()
    expect(await raw(port, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect((await ask()).status).toBe(200)
    process.off('unhandledRejection', rejections)
    expect(rejections).not.toHaveBeenCalled()
  })

  it('half a body ends that line alone', async () => {
    const rejections = vi.fn()
    process.on('unhandledRejection', rejections)
    const { port, ask } = await tokenServer()
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${POSTED}Content-Length: 100\r\n\r\n{`)
        setTimeout(() => socket.resetAndDestroy(), 50)
      })
      socket.on('close', () => resolve())
    })
    expect((await ask()).status).toBe(200)
    process.off('unhandledRejection', rejections)
    expect(rejections).not.toHaveBeenCalled()
  })

  it('a body that is too large is told so, and not read to its end', async () => {
    const { ask } = await tokenServer()
    const response = await ask({ body: 'x'.repeat(4_000_000) })
    expect(response.status).toBe(413)
  })

  it('is not read when the user is not let in', async () => {
    const { ask } = await tokenServer()
    const headers = { ...JSON_TYPE, cookie: 'stranger' }
    expect((await ask({ headers, body: 'x'.repeat(100_000) })).status).toBe(401)
  })
})

it('a page gets its secret', async () => {
  const { ask } = await tokenServer()
  const response = await ask()
  expect(await response.json()).toEqual({ value: 'ek_1', expires_at: 1_795_000_000 })
  expect(response.headers.get('cache-control')).toBe('no-store')
})

describe('an adapter', () => {
  async function listening(
    handler: (request: Request) => Promise<Response>,
    before: (incoming: object) => Promise<void> = () => Promise.resolve(),
  ) {
    const listener = toNodeListener(handler)
    const server = createServer((incoming, outgoing) => {
      void before(incoming).then(() => listener(incoming, outgoing))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ends.push(() => server.close())
    const { port } = server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  it('gives the request as it came, and keeps cookies apart', async () => {
    const asked: unknown[] = []
    const url = await listening(async (request) => {
      asked.push(request.method, request.url, request.headers.get('cookie'), await request.text())
      const headers: [string, string][] = [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]
      return new Response('é', { status: 402, headers })
    })
    const body = 'ä'.repeat(50_000)
    const response = await fetch(`${url}/a?b=c`, {
      method: 'PUT',
      body,
      headers: { cookie: 'x=1' },
    })
    expect(asked).toEqual(['PUT', `${url}/a?b=c`, 'x=1', body])
    expect([response.status, await response.text()]).toEqual([402, 'é'])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('takes what a parser before it left, and the whole path of a mounted app', async () => {
    const asked: unknown[] = []
    const url = await listening(
      async (request) => {
        asked.push(new URL(request.url).pathname, await request.json())
        return new Response()
      },
      async (incoming) => {
        if (!(Symbol.asyncIterator in incoming)) return
        let text = ''
        for await (const part of incoming as AsyncIterable<unknown>) text += String(part)
        Object.assign(incoming, { body: JSON.parse(text) as unknown, originalUrl: '/api/token' })
      },
    )
    await fetch(`${url}/token`, { method: 'POST', body: '{"model":"m"}' })
    expect(asked).toEqual(['/api/token', { model: 'm' }])
  })

  it('of a handler that throws ends the line, and not the process', async () => {
    const url = await listening(() => Promise.reject(new Error('mine')))
    await expect(fetch(url)).rejects.toThrow()
    await expect(fetch(url)).rejects.toThrow()
  })
})
