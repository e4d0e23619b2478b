import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { inspect } from 'node:util'
import { openai } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { websocket } from '../../src/transport/websocket.ts'
import type { WebSocketConstructor } from '../../src/transport/WebSocketTransport.ts'
import { askCredential } from '../../src/transport/credential.ts'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

interface Asked {
  readonly method: string | undefined
  readonly type: string | undefined
  readonly body: unknown
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text)
}

/** A token endpoint that answers as it is told; `null` never answers. */
async function tokenEndpoint(answer: { status?: number; body: string } | null) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ method: request.method, type: request.headers['content-type'], body })
      if (answer === null) return
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' })
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const endpoint = openai({ model: 'gpt-realtime', tokenUrl: `http://127.0.0.1:${port}/token` })
  return {
    asked,
    endpoint,
    ask: (signal = new AbortController().signal) => askCredential(endpoint, signal),
  }
}

describe('a token endpoint', () => {
  it('is asked by POST, for this provider and model, every time', async () => {
    const { ask, asked } = await tokenEndpoint({ body: '{"value":"ek_1"}' })
    await ask()
    await ask()
    expect(asked).toEqual([
      {
        method: 'POST',
        type: 'application/json',
        body: { provider: 'openai', model: 'gpt-realtime' },
      },
      expect.anything(),
    ])
  })

  it.each([
    ['as both services answer', '{"value":"ek_1","expires_at":1795000000,"session":{}}'],
    ['in our own spelling', '{"value":"ek_1","expiresAt":1795000000}'],
  ])('gives the secret and when it ends, %s', async (_name, body) => {
    const { ask } = await tokenEndpoint({ body })
    expect(await ask()).toEqual({ value: 'ek_1', expiresAt: new Date(1_795_000_000_000) })
  })

  it.each([
    ['refuses the user', { status: 401, body: '{}' }, 'unauthorized', 'token endpoint'],
    ['forbids it', { status: 403, body: '{}' }, 'unauthorized', 'token endpoint'],
    ['fails', { status: 500, body: '{}' }, 'token_failed', 'HTTP 500'],
    ['answers no JSON', { body: '<!doctype html>' }, 'token_failed', 'not JSON'],
    ['answers without a value', { body: '{"token":"x"}' }, 'token_failed', 'no `value`'],
    ['answers nothing', { body: 'null' }, 'token_failed', 'no token'],
  ])('that %s is named', async (_name, answer, code, words) => {
    const { ask } = await tokenEndpoint(answer)
    await expect(ask()).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it('that never answers is let go when the attempt is given up', async () => {
    const { ask } = await tokenEndpoint(null)
    const controller = new AbortController()
    const asking = ask(controller.signal)
    controller.abort()
    await expect(asking).rejects.toMatchObject({ code: 'token_failed' })
  })
})

describe('getToken', () => {
  const ask = (getToken: () => Promise<never>) =>
    askCredential(openai({ model: 'm', getToken }), new AbortController().signal)

  it.each([[''], ['  '], ['ek_1\nek_2'], ['ek 1'], [undefined], [null], [{}], [{ value: 7 }]])(
    'that gives %j is named, not sent',
    async (token) => {
      await expect(ask(() => Promise.resolve(token as never))).rejects.toMatchObject({
        code: 'token_failed',
      })
    },
  )
})

it('drops the line end that a secret was pasted with', async () => {
  const endpoint = openai({ model: 'm', apiKey: ' sk-1\n' })
  expect(await askCredential(endpoint, new AbortController().signal)).toEqual({
    value: 'sk-1',
    expiresAt: null,
  })
})

it('says nothing of a secret that a socket cannot carry', async () => {
  const Picky = function (_url: string, protocols: string[] = []) {
    throw new SyntaxError(`The subprotocol '${protocols.join()}' is invalid`)
  }
  const endpoint = openai({
    model: 'm',
    apiKey: 'sk-SECRET=',
    credential: { as: 'subprotocol' },
  })
  const session = new RealtimeSession({
    endpoint,
    transport: websocket({ WebSocket: Picky as unknown as WebSocketConstructor }),
  })
  const error: unknown = await session.connect().catch((one: unknown) => one)
  expect(error).toMatchObject({ code: 'token_failed' })
  expect(inspect(error, { depth: 9 })).not.toContain('SECRET')
})

it('asks the token endpoint with the cookies of its own site only, and takes no stored answer', async () => {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ value: 'ek_1' })))
  vi.stubGlobal('fetch', asked)
  ends.push(() => vi.unstubAllGlobals())
  const endpoint = openai({ model: 'm', tokenUrl: '/api/token' })
  await askCredential(endpoint, new AbortController().signal)
  expect(asked.mock.calls[0]).toMatchObject([
    '/api/token',
    { credentials: 'same-origin', cache: 'no-store' },
  ])
})
