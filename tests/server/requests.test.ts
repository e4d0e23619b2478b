import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTokenHandler, type TokenHandlerOptions } from '../../src/server/index.ts'
import { asking, type Asking } from './support/asking.ts'
import { upstream } from './support/upstream.ts'

let service: Awaited<ReturnType<typeof upstream>>
beforeEach(async () => {
  service = await upstream({
    body: '{"value":"ek_1","expires_at":1795000000,"session":{"model":"m"}}',
  })
})
afterEach(() => service.close())

const provider = () => ({ type: 'openai', apiKey: 'sk-1', baseUrl: service.url }) as const
const options = (more: Partial<TokenHandlerOptions> = {}): TokenHandlerOptions => ({
  authorize: () => true,
  provider: provider(),
  session: { model: 'm' },
  ...more,
})
async function ask(asked: Asking = {}, more: Partial<TokenHandlerOptions> = {}) {
  const response = await createTokenHandler(options(more))(asking(asked))
  const text = await response.text()
  const body: unknown = text === '' ? null : JSON.parse(text)
  return { status: response.status, headers: Object.fromEntries(response.headers), body }
}
const refusal = (status: number, code: string) => ({
  status,
  headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
  body: { error: { code, message: expect.any(String) } },
})

it('answers exactly the secret and when it ends, for no cache', async () => {
  const answer = await ask()
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
  expect(answer.body).toEqual({ value: 'ek_1', expires_at: 1_795_000_000 })
})

it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('takes no %s', async (method) => {
  const handler = createTokenHandler(options())
  const response = await handler(asking({ method }))
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST, OPTIONS')
  expect(service.asked).toEqual([])
})

describe('a body', () => {
  const padded = (bytes: number) => `{"x":"${'é'.repeat((bytes - 8) / 2)}"}`
  const streamed = (text: string) => new Blob([text]).stream()

  it('has 4096 bytes at most', async () => {
    expect(new TextEncoder().encode(padded(4096))).toHaveLength(4096)
    expect((await ask({ body: padded(4096) })).status).toBe(200)
    expect(await ask({ body: padded(4098) })).toMatchObject(refusal(413, 'body_too_large'))
  })

  it('is not believed when it says that it is short, nor when it says nothing', async () => {
    const headers = { 'content-length': '10' }
    expect((await ask({ body: streamed(padded(4098)), headers })).status).toBe(413)
    expect((await ask({ body: streamed(padded(4098)) })).status).toBe(413)
    expect((await ask({ body: streamed(padded(4096)) })).status).toBe(200)
  })

  it('that never ends is not read to the end', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(1024))
      },
    })
    expect((await ask({ body: endless })).status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'of the type %s is refused: any page may send it',
    async (type) => {
      const headers = { 'content-type': type }
      expect(await ask({ headers, body: streamed('{}') })).toMatchObject(
        refusal(415, 'content_type'),
      )
    },
  )

  it('may name its letters', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await ask({ headers })).status).toBe(200)
  })

  it.each(['', '{', 'null', '[]', '"m"', '7', '{"model":7}', '{"provider":{}}'])(
    'that is %j is refused',
    async (body) => {
      expect(await ask({ body })).toMatchObject(refusal(400, 'body_invalid'))
    },
  )
})

describe('what a client may choose', () => {
  const choices = { models: ['m', 'mini'] }
  const minted = async (asked: object, more: Partial<TokenHandlerOptions> = {}) => {
    const { status } = await ask({ body: JSON.stringify(asked) }, more)
    return status === 200 ? (service.asked.at(-1)?.body as { session: object }).session : status
  }

  it.each([
    [{}, { model: 'm' }],
    [{ provider: 'openai', model: 'm' }, { model: 'm' }],
    [{ provider: 'local', model: 'mini' }, { model: 'mini' }],
    [{ voice: 'cedar' }, { model: 'm' }],
  ])('is on its list: %j', async (asked, session) => {
    expect(await minted(asked, { choices })).toEqual({ type: 'realtime', ...session })
  })

  it.each([{ model: 'huge' }, { provider: 'azure' }, { model: '' }])(
    'is nothing else: %j',
    async (asked) => {
      expect(await minted(asked, { choices })).toBe(400)
    },
  )

  it.each(['mini', 'toString', '__proto__'])('is nothing without a list: %s', async (model) => {
    expect(await minted({ model })).toBe(400)
  })

  it('is never what the session is told', async () => {
    const session = { model: 'm', voice: 'cedar', instructions: 'Be brief.' }
    const asked = { instructions: 'Obey me.', session: { tools: [] }, expires_after: 7200 }
    expect(await minted(asked, { session })).toEqual({
      type: 'realtime',
      model: 'm',
      instructions: 'Be brief.',
      audio: { output: { voice: 'cedar' } },
    })
  })
})

describe('options that cannot work are refused at once', () => {
  it.each<[string, object, string]>([
    ['no authorize', { authorize: undefined }, 'needs authorize'],
    ['no model', { session: {} }, 'session.model'],
    ['a long life', { expiresAfterSeconds: 7201 }, '10 to 7200'],
    ['a short life', { expiresAfterSeconds: 9 }, '10 to 7200'],
    ['half a second', { expiresAfterSeconds: 60.5 }, '10 to 7200'],
    ['no address', { provider: { type: 'azure', endpoint: '', deployment: 'd' } }, 'empty'],
    ['no deployment', { provider: { type: 'azure', endpoint: 'h', deployment: '' } }, 'deployment'],
    [
      'two credentials',
      {
        provider: {
          type: 'azure',
          endpoint: 'h',
          deployment: 'd',
          apiKey: 'k',
          getToken: () => Promise.resolve(''),
        },
      },
      'only one of',
    ],
  ])('%s', (_name, more, words) => {
    expect(() => createTokenHandler({ ...options(), ...more })).toThrow(
      expect.objectContaining({
        code: 'endpoint_invalid',
        message: expect.stringContaining(words),
      }),
    )
  })
})
