import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTokenHandler,
  type TokenHandlerOptions,
  type TokenProblem,
} from '../../src/server/index.ts'
import { asking, SITE, type Asking } from './support/asking.ts'
import { upstream } from './support/upstream.ts'

let service: Awaited<ReturnType<typeof upstream>>
beforeEach(async () => {
  service = await upstream({ body: '{"value":"ek_1","expires_at":1795000000}' })
})
afterEach(() => service.close())

const authorize = vi.fn(() => true)
afterEach(() => authorize.mockClear())

const handler = (more: Partial<TokenHandlerOptions> = {}) =>
  createTokenHandler({
    authorize,
    provider: { type: 'openai', apiKey: 'sk-1', baseUrl: service.url },
    session: { model: 'm' },
    ...more,
  })

const HOSTILE = [
  'https://app.test.evil.com',
  'https://evil.com/?https://app.test',
  'https://evilapp.test',
  'https://app.test@evil.com',
  'https://sub.app.test',
  'https://APP.test',
  'https://app.test:8443',
  'https://app.test:443',
  'https://app.test.',
  'https://app.test/',
  'http://app.test',
  'null',
  '',
  '*',
  'app.test',
  'file://',
  'https://app.test, https://app.test',
  'https://xn--pp-gia.test',
]

describe.each<[string, Partial<TokenHandlerOptions>]>([
  ['by default', {}],
  ['with a list', { origins: [SITE, 'https://other.test'] }],
])('%s', (_name, options) => {
  it.each(HOSTILE)('refuses the origin %j', async (origin) => {
    const response = await handler(options)(asking({ headers: { origin } }))
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({
      error: { code: 'origin_refused', message: expect.any(String) },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(authorize).not.toHaveBeenCalled()
    expect(service.asked).toEqual([])
  })

  it.each(HOSTILE)('answers no preflight of %j', async (origin) => {
    const response = await handler(options)(
      asking({ method: 'OPTIONS', body: null, headers: { origin, 'content-type': undefined } }),
    )
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-methods')).toBeNull()
  })

  it('answers the site itself, and says so to caches', async () => {
    const response = await handler(options)(asking())
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('answers its preflight', async () => {
    const response = await handler(options)(asking({ method: 'OPTIONS', body: null }))
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
    })
    expect(authorize).not.toHaveBeenCalled()
  })
})

describe('the own origin', () => {
  const INSIDE = 'http://10.0.0.7:3000/api/token'

  it('is known by the Host header behind a proxy that ends TLS', async () => {
    const response = await handler()(asking({ url: INSIDE, headers: { host: 'app.test' } }))
    expect(response.status).toBe(200)
  })

  it.each([
    [{ host: 'evil.test' }],
    [{ host: 'app.test', origin: 'http://app.test' }],
    [{ host: 'app.test', 'sec-fetch-site': 'cross-site' }],
    [{ host: 'app.test', 'sec-fetch-site': 'same-site' }],
  ])('is not believed with %j', async (headers) => {
    expect((await handler()(asking({ url: INSIDE, headers }))).status).toBe(403)
  })

  it.each([
    ['shortens the Host header', 'http://localhost:5173', 'http://localhost:3001/t'],
    ['ends TLS under another name', 'https://app.test', 'http://10.0.0.7:3000/t'],
  ])('is known by the browser behind a proxy that %s', async (_how, origin, url) => {
    const headers = { origin, host: new URL(url).host, 'sec-fetch-site': 'same-origin' }
    const response = await handler()(asking({ url, headers }))
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })

  it.each(['null', '', '*', 'file://', 'https://app.test/', 'https://app.test, https://b.test'])(
    'is none that no browser writes beside same-origin: %j',
    async (origin) => {
      const headers = { origin, 'sec-fetch-site': 'same-origin' }
      expect((await handler()(asking({ url: INSIDE, headers }))).status).toBe(403)
    },
  )

  it('is not let in where a list leaves it out, whatever the browser says', async () => {
    const listed = handler({ origins: ['https://other.test'] })
    const headers = { 'sec-fetch-site': 'same-origin' }
    expect((await listed(asking({ headers }))).status).toBe(403)
  })

  it('may be plain where the site is, as on a machine of your own', async () => {
    const origin = 'http://localhost:3000'
    expect((await handler()(asking({ url: `${origin}/t`, headers: { origin } }))).status).toBe(200)
  })
})

describe('a page that is refused', () => {
  const told = async (
    headers: NonNullable<Asking['headers']>,
    more: Partial<TokenHandlerOptions> = {},
  ) => {
    const problems: TokenProblem[] = []
    const onProblem = (problem: TokenProblem) => problems.push(problem)
    await handler({ onProblem, ...more })(asking({ url: 'http://localhost:3001/t', headers }))
    return problems
  }

  it('is told to the log, with both addresses and what to do', async () => {
    const [problem, ...others] = await told({
      origin: 'http://localhost:5173',
      host: 'localhost:3001',
    })
    expect(others).toEqual([])
    expect(problem?.code).toBe('origin_refused')
    expect(problem?.message).toMatch(/http:\/\/localhost:5173 .*localhost:3001.*origins/)
  })

  it.each([undefined, '<b>x', `https://${'a'.repeat(300)}.test`])(
    'is told without what it made up: %j',
    async (origin) => {
      const problems = await told({ origin, host: '<b>' })
      expect(problems).toMatchObject([{ code: 'origin_refused' }])
      expect(problems[0]?.message).not.toMatch(/[\n<]|a{80}/)
    },
  )
})

describe('no origin', () => {
  const from = (site: string | undefined) =>
    asking({ headers: { origin: undefined, 'sec-fetch-site': site } })

  it.each([undefined, 'none', 'cross-site', 'same-site'])(
    'is refused, when the browser calls it %s',
    async (site) => {
      expect((await handler()(from(site))).status).toBe(403)
    },
  )

  it('is let in when the browser says that it is the same', async () => {
    expect((await handler()(from('same-origin'))).status).toBe(200)
  })

  it('is let in when it may be missing, and not from a page elsewhere', async () => {
    const open = handler({ allowMissingOrigin: true })
    expect((await open(from(undefined))).status).toBe(200)
    expect((await open(from('cross-site'))).status).toBe(403)
  })
})

it.each(['https://app.test/', 'app.test', '*', 'https://App.test', 'null', 'https://app.test:443'])(
  'a list with %j is refused when the handler is made',
  (origin) => {
    expect(() => handler({ origins: [origin] })).toThrow(
      expect.objectContaining({ code: 'endpoint_invalid' }),
    )
  },
)
