import { afterEach, describe, expect, it, vi } from 'vitest'
import { local, openai, voiceLive, type Endpoint } from '../../src/protocol/endpoint.ts'
import { createTokenHandler, type TokenHandlerOptions } from '../../src/server/index.ts'
import { askCredential } from '../../src/transport/credential.ts'
import { tokenEndpoint } from './support/tokenEndpoint.ts'

afterEach(() => void vi.unstubAllGlobals())

const SITE = 'https://app.test'
const tokenUrl = `${SITE}/api/token`
const asked = openai({ model: 'gpt-realtime', tokenUrl })

/** What a page says of our own handler, which is asked as a page of `origin` would. */
async function told(
  options: Partial<TokenHandlerOptions>,
  { endpoint = asked, origin = SITE }: { endpoint?: Endpoint; origin?: string } = {},
): Promise<unknown> {
  const handler = createTokenHandler({
    authorize: () => true,
    provider: { type: 'openai', apiKey: undefined },
    session: { model: 'gpt-realtime' },
    onProblem: () => undefined,
    ...options,
  })
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    headers.set('origin', origin)
    return handler(new Request(url, { method: 'POST', body: init.body ?? null, headers }))
  })
  vi.stubGlobal('location', { origin })
  return askCredential(endpoint, new AbortController().signal).catch((error: unknown) => error)
}

describe('a refusal of our own token endpoint names its remedy', () => {
  it('for a page of another origin', async () => {
    expect(await told({}, { origin: 'http://localhost:5173' })).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('pages of http://localhost:5173'),
      remedy: expect.stringContaining("Add 'http://localhost:5173' to origins"),
      retryable: false,
    })
  })

  it('for a model that it does not offer', async () => {
    const endpoint = openai({ model: 'gpt-realtime-mini', tokenUrl })
    expect(await told({}, { endpoint })).toMatchObject({
      code: 'deployment_not_found',
      message: expect.stringContaining('gpt-realtime-mini'),
      remedy: expect.stringContaining('choices.models'),
      retryable: false,
    })
  })

  it('for another service', async () => {
    const endpoint = voiceLive({ endpoint: 'my.services.ai.azure.com', model: 'm', tokenUrl })
    expect(await told({}, { endpoint })).toMatchObject({
      code: 'endpoint_invalid',
      remedy: expect.stringContaining('provider.type'),
    })
  })

  it('for a user who is not signed in', async () => {
    expect(await told({ authorize: () => false })).toMatchObject({
      code: 'unauthorized',
      remedy: expect.stringContaining('Sign in'),
    })
  })

  it('for a server without its key', async () => {
    expect(await told({})).toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('not set up correctly (HTTP 500)'),
      remedy: expect.stringContaining('log of the server'),
      retryable: true,
    })
  })

  it('for a service that cannot be reached from there', async () => {
    const provider = { type: 'openai', apiKey: 'k', baseUrl: 'http://127.0.0.1:9/v1' } as const
    vi.stubGlobal('fetch', undefined)
    expect(await told({ provider })).toMatchObject({
      code: 'token_failed',
      remedy: expect.stringContaining('log of the server'),
    })
  })
})

it.each([
  '{"error":{"code":"toString"}}',
  '{"error":"model_refused"}',
  '{"error":{"code":7}}',
  '[',
])('what else a refusal holds is not believed: %s', async (body) => {
  const { tokenUrl: elsewhere, close } = await tokenEndpoint({ status: 400, body })
  const endpoint = local({ url: 'ws://localhost:1', tokenUrl: elsewhere })
  const error = askCredential(endpoint, new AbortController().signal)
  await expect(error).rejects.toMatchObject({
    code: 'token_failed',
    message: expect.stringContaining('HTTP 400'),
  })
  close()
})
