import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { GA } from '../../src/protocol/dialect.ts'
import { openai } from '../../src/protocol/endpoint.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { askCredential } from '../../src/transport/credential.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { tokenEndpoint, type TokenAnswer } from './support/tokenEndpoint.ts'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function served(answer: TokenAnswer | null) {
  const { tokenUrl, asked, close } = await tokenEndpoint(answer)
  ends.push(close)
  const endpoint = openai({ model: 'gpt-realtime', tokenUrl })
  const ask = (signal = new AbortController().signal) => askCredential(endpoint, signal)
  return { asked, endpoint, ask }
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const answering = (token: unknown, headers = {}) => served({ body: JSON.stringify(token), headers })

it('a token endpoint is asked by POST, for this provider and model, every time', async () => {
  const { ask, asked } = await answering({ value: 'ek_1' })
  await ask()
  await ask()
  expect(asked).toHaveLength(2)
  expect(asked[1]).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: { provider: 'openai', model: 'gpt-realtime' },
  })
})

it('a token endpoint is asked with the cookies of its own site only, and no stored answer is taken', async () => {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ value: 'ek_1' })))
  vi.stubGlobal('fetch', asked)
  ends.push(() => vi.unstubAllGlobals())
  await askCredential(openai({ model: 'm', tokenUrl: '/api/token' }), new AbortController().signal)
  expect(asked.mock.calls[0]).toMatchObject([
    '/api/token',
    { credentials: 'same-origin', cache: 'no-store' },
  ])
})

describe('a token endpoint gives the secret and when it ends', () => {
  const at = inSeconds(60)
  it.each([
    ['as both services answer', { value: 'ek_1', expires_at: at, session: {} }],
    ['in our own spelling', { value: 'ek_1', expiresAt: at }],
    [
      'as the sessions of the preview',
      { id: 's', client_secret: { value: 'ek_1', expires_at: at } },
    ],
    ['as a Date in JSON', { value: 'ek_1', expiresAt: new Date(at * 1000) }],
  ])('%s', async (_name, token) => {
    const { ask, endpoint } = await answering(token)
    const credential = await ask()
    expect(credential?.expiresAt).toEqual(new Date(at * 1000))
    expect(credential?.carriedBy(lineRequest(endpoint, GA)).headers).toEqual({
      Authorization: 'Bearer ek_1',
    })
  })

  it('or does not know when', async () => {
    const { ask } = await answering({ value: 'ek_1', expires_at: null })
    expect((await ask())?.expiresAt).toBeNull()
  })
})

describe('a token endpoint that', () => {
  const html = { 'Content-Type': 'text/html; charset=utf-8' }
  it.each<[string, TokenAnswer, string, string, string]>([
    [
      'refuses the user',
      { status: 401, body: '{}' },
      'unauthorized',
      'does not know you',
      'Sign in',
    ],
    ['forbids it', { status: 403, body: '{}' }, 'unauthorized', 'The token endpoint', 'authorize'],
    ['is not there', { status: 404, body: '{}' }, 'token_failed', 'nothing is served', ''],
    ['takes no POST', { status: 405, body: '{}' }, 'token_failed', 'HTTP 405', ''],
    ['fails', { status: 500, body: '{}' }, 'token_failed', 'HTTP 500', 'look at the log'],
    [
      'answers with the start page',
      { body: '<!doctype html>', headers: html },
      'token_failed',
      'a page (HTML)',
      'single-page',
    ],
    [
      'answers with a page called JSON',
      { body: '\n <html>' },
      'token_failed',
      'a page (HTML)',
      'tokenUrl',
    ],
    ['answers no JSON', { body: 'ek_1' }, 'token_failed', 'not JSON', '{ value, expires_at }'],
    ['answers without a value', { body: '{"token":"x"}' }, 'token_failed', 'no `value`', ''],
    ['answers a number', { body: '{"value":7}' }, 'token_failed', 'no `value`', ''],
    ['answers nothing', { body: 'null' }, 'token_failed', 'no token', ''],
    ['answers emptiness', { body: '{"value":" "}' }, 'token_failed', 'empty', ''],
    [
      'gives milliseconds',
      { body: `{"value":"ek_1","expires_at":${Date.now()}}` },
      'token_failed',
      'milliseconds',
      'Unix seconds',
    ],
    [
      'gives no date',
      { body: '{"value":"ek_1","expires_at":"soon"}' },
      'token_failed',
      'neither',
      '',
    ],
    [
      'gives an old token',
      { body: `{"value":"ek_1","expires_at":${inSeconds(-1)}}` },
      'token_failed',
      'expired',
      'every attempt',
    ],
  ])('%s is named', async (_name, answer, code, words, remedy) => {
    const { ask } = await served(answer)
    await expect(ask()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      remedy: expect.stringContaining(remedy),
      retryable: code === 'token_failed',
    })
  })

  it.each([
    ['7', '7 s'],
    [new Date(Date.now() + 90_000).toUTCString(), /(8[89]|90) s/],
    ['soon', 'a moment'],
    [new Date(0).toUTCString(), 'a moment'],
  ])('asks to wait says how long: %s', async (header, wait) => {
    const { ask } = await served({ status: 429, body: '{}', headers: { 'Retry-After': header } })
    await expect(ask()).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringMatching(wait),
      remedy: expect.stringMatching(wait),
      retryable: true,
    })
  })

  it('nobody runs is named, with the cause', async () => {
    const { ask } = await answering({})
    for (const end of ends.splice(0)) end()
    await expect(ask()).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('could not be reached'),
      cause: expect.any(TypeError),
    })
  })

  it('never answers is let go when the attempt is given up', async () => {
    const { ask } = await served(null)
    const controller = new AbortController()
    const asking = ask(controller.signal)
    controller.abort()
    await expect(asking).rejects.toMatchObject({ code: 'token_failed' })
  })

  it('has another clock than we is believed', async () => {
    const hour = 3600
    const late = { Date: new Date(Date.now() - hour * 1000).toUTCString() }
    const { ask } = await answering({ value: 'ek_1', expires_at: inSeconds(60 - hour) }, late)
    expect(await ask()).not.toBeNull()
  })
})

it('a token endpoint that never answers ends the attempt after 10 s, by name', async () => {
  const { endpoint, asked } = await served(null)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  ends.push(() => vi.useRealTimers())
  const session = new RealtimeSession({ endpoint, transport: websocket({ WebSocket }) })
  const failed = session.connect().catch((error: unknown) => error)
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await failed).toMatchObject({
    code: 'token_failed',
    message: expect.stringContaining('within 10 s'),
  })
})
