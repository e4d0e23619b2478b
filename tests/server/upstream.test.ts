import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { GOOD, KEY, mintingWorld, type Provider } from './support/mintingWorld.ts'
import type { UpstreamAnswer } from './support/upstream.ts'

describe('a secret is asked for as its service wants it', () => {
  const session = {
    type: 'realtime',
    instructions: 'Be brief.',
    audio: { output: { voice: 'cedar' } },
  }

  it('OpenAI', async () => {
    const { ask, asked } = await mintingWorld(GOOD, (url) => ({
      type: 'openai',
      apiKey: `  ${KEY}\n`,
      baseUrl: `${url}/v1`,
    }))
    expect((await ask()).status).toBe(200)
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/v1/realtime/client_secrets',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: {
          session: { ...session, model: 'm' },
          expires_after: { anchor: 'created_at', seconds: 60 },
        },
      },
    ])
  })

  it('Azure, with a key', async () => {
    const { ask, asked } = await mintingWorld(
      GOOD,
      (endpoint) => ({ type: 'azure', endpoint, deployment: 'd', apiKey: KEY }),
      7200,
    )
    expect((await ask()).status).toBe(200)
    expect(asked[0]).toMatchObject({
      url: '/openai/v1/realtime/client_secrets',
      headers: { 'api-key': KEY },
      body: {
        session: { ...session, model: 'd' },
        expires_after: { anchor: 'created_at', seconds: 7200 },
      },
    })
    expect(asked[0]?.headers.authorization).toBeUndefined()
  })

  it('Azure, with Entra, behind a gateway', async () => {
    const { ask, asked } = await mintingWorld(GOOD, (url) => ({
      type: 'azure',
      endpoint: `${url}/talk`,
      deployment: 'd',
      getToken: () => Promise.resolve('eyJ.jwt.x'),
    }))
    expect((await ask()).status).toBe(200)
    expect(asked[0]).toMatchObject({
      url: '/talk/openai/v1/realtime/client_secrets',
      headers: { authorization: 'Bearer eyJ.jwt.x' },
    })
    expect(asked[0]?.headers['api-key']).toBeUndefined()
  })

  it('the preview of Azure, whose answer has another shape', async () => {
    const body = '{"id":"sess_1","client_secret":{"value":"ek_2","expires_at":1795000001}}'
    const { ask, asked } = await mintingWorld({ body }, (endpoint) => ({
      type: 'azure',
      endpoint,
      deployment: 'd',
      apiKey: KEY,
      apiVersion: '2025-04-01-preview',
    }))
    expect((await ask()).text).toBe('{"value":"ek_2","expires_at":1795000001}')
    expect(asked[0]).toMatchObject({
      url: '/openai/realtimeapi/sessions?api-version=2025-04-01-preview',
      body: { model: 'd', voice: 'cedar', instructions: 'Be brief.' },
    })
    expect(asked[0]?.body).not.toHaveProperty('expires_after')
  })
})

describe('a service that', () => {
  const said = (status: number, headers = {}) => ({
    status,
    headers,
    body: `{"error":{"message":"deployment talk-desk-7 of ${KEY} is gone"}}`,
  })
  it.each<[string, UpstreamAnswer, number, string]>([
    ['does not know the key', said(401), 502, 'upstream_refused'],
    ['forbids it', said(403), 502, 'upstream_refused'],
    ['knows no such deployment', said(404), 502, 'upstream_refused'],
    ['does not like the request', said(400), 502, 'upstream_refused'],
    ['is busy', said(429), 429, 'rate_limited'],
    ['fails', said(500), 502, 'upstream_failed'],
    ['sends us elsewhere', said(307, { Location: 'http://127.0.0.1:9/' }), 502, 'upstream_failed'],
    ['answers a page', { body: '<html>talk-desk-7</html>' }, 502, 'upstream_invalid'],
    ['answers nothing', { body: '' }, 502, 'upstream_invalid'],
    ['answers null', { body: 'null' }, 502, 'upstream_invalid'],
    ['gives no secret', { body: '{"value":7,"expires_at":1}' }, 502, 'upstream_invalid'],
    ['gives an odd secret', { body: '{"value":"a b","expires_at":1}' }, 502, 'upstream_invalid'],
    ['says no end', { body: '{"value":"ek_1"}' }, 502, 'upstream_invalid'],
  ])('%s is told in our words', async (_name, answer, status, code) => {
    const { ask, problems } = await mintingWorld(answer)
    const told = await ask()
    expect(told.status).toBe(status)
    expect(JSON.parse(told.text)).toEqual({ error: { code, message: expect.any(String) } })
    expect(told.headers.get('cache-control')).toBe('no-store')
    expect(problems).toMatchObject([{ code }])
    expect(problems[0]?.upstreamStatus).toBe(answer.status)
    expect(problems[0]?.message).toMatch(/ http:\/\/127\.0\.0\.1:\d+\/realtime\/client_secrets/)
    expect(inspect([told, problems], { depth: 10 })).not.toMatch(/SECRET|talk-desk/)
  })

  it.each([
    ['30', '30'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['30; deployment=talk-desk-7', null],
  ])('asks to wait passes on a number alone: %s', async (header, wanted) => {
    const { ask } = await mintingWorld(said(429, { 'Retry-After': header }))
    expect((await ask()).headers.get('retry-after')).toBe(wanted)
  })

  it('is not there', async () => {
    const { ask, problems, close } = await mintingWorld(GOOD)
    close()
    expect(await ask()).toMatchObject({ status: 502, text: expect.stringContaining('unreachable') })
    expect(inspect(problems, { depth: 10 })).not.toContain('SECRET')
    expect(problems[0]?.message).toContain('/realtime/client_secrets')
  })

  it.each<[string, (url: string) => Provider]>([
    ['never answers', (baseUrl) => ({ type: 'openai', apiKey: KEY, baseUrl })],
    [
      'gives no Entra token',
      (endpoint) => ({
        type: 'azure',
        endpoint,
        deployment: 'd',
        getToken: () => new Promise<string>(() => {}),
      }),
    ],
  ])('%s is waited for no longer than 10 s', async (_name, provider) => {
    const asked: number[] = []
    const soon = AbortSignal.timeout(50)
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      asked.push(ms)
      return soon
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const { ask, problems } = await mintingWorld(null, provider)
    expect(await ask()).toMatchObject({
      status: 504,
      text: expect.stringContaining('upstream_timeout'),
    })
    expect(asked).toEqual([10_000])
    expect(problems).toMatchObject([{ code: 'upstream_timeout' }])
  })
})
