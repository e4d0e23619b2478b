import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

describe('authorize', () => {
  it.each([true, 'user-7'])('lets in with %j', async (verdict) => {
    expect((await ask({}, { authorize: () => Promise.resolve(verdict) })).status).toBe(200)
  })

  it.each([false, '', undefined, null, 1, { id: 7 }, []])('refuses with %j', async (verdict) => {
    const authorize = () => verdict as boolean
    expect(await ask({}, { authorize })).toMatchObject(refusal(401, 'unauthorized'))
    expect(service.asked).toEqual([])
  })

  it('may answer itself, and no cache keeps it', async () => {
    const authorize = () => Response.json({ error: { code: 'no_credit' } }, { status: 402 })
    expect(await ask({}, { authorize })).toMatchObject({
      status: 402,
      headers: { 'cache-control': 'no-store' },
      body: { error: { code: 'no_credit' } },
    })
  })

  it.each([
    ['throws', () => Promise.reject(new Error('database at 10.0.0.3 is down')), 'threw'],
    ['answers with a success', () => Response.json({ user: 'ann' }), 'no refusal'],
    ['reads the body', async (request: Request) => Boolean(await request.text()), 'read the body'],
  ])('that %s lets nobody in, and the log knows why', async (_name, authorize, words) => {
    const onProblem = vi.fn()
    const answer = await ask({}, { authorize, onProblem })
    expect(answer).toMatchObject(refusal(500, 'server_misconfigured'))
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.3|ann/)
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: expect.stringContaining(words) }),
    )
    expect(service.asked).toEqual([])
  })

  it('gets the request as it came', async () => {
    const authorize = (request: Request) => request.headers.get('cookie') === 'session=7'
    expect((await ask({ headers: { cookie: 'session=7' } }, { authorize })).status).toBe(200)
    expect((await ask({ headers: { cookie: 'session=8' } }, { authorize })).status).toBe(401)
  })

  it('that never answers costs nobody more than 10 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const onProblem = vi.fn()
    const answer = ask({}, { authorize: () => new Promise<boolean>(() => undefined), onProblem })
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    expect(await answer).toMatchObject(refusal(500, 'server_misconfigured'))
    expect(onProblem.mock.calls).toMatchObject([[{ message: expect.stringContaining('10 s') }]])
  })

  it('tells OpenAI whose secret it is, and not who that is', async () => {
    await ask({}, { authorize: () => 'ann@example.com' })
    const hash = createHash('sha256').update('ann@example.com').digest('hex')
    expect(service.asked[0]?.headers).toMatchObject({ 'openai-safety-identifier': hash })
    expect(JSON.stringify(service.asked)).not.toContain('ann')
  })

  it('tells nobody else, and nothing of who has no id', async () => {
    await ask()
    const azure = { type: 'azure', endpoint: service.url, deployment: 'd', apiKey: 'k' } as const
    await ask({}, { authorize: () => 'ann', provider: azure })
    expect(service.asked).toHaveLength(2)
    for (const { headers } of service.asked)
      expect(headers).not.toHaveProperty('openai-safety-identifier')
  })
})
