import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTokenHandler } from '../../src/server/index.ts'
import type { AzureProvider } from '../../src/server/index.ts'
import { asking } from './support/asking.ts'
import { GOOD, KEY, mintingWorld, type Provider } from './support/mintingWorld.ts'

describe('a server that is not set up', () => {
  const azure = (more: Partial<AzureProvider>) => (endpoint: string) =>
    ({ type: 'azure', endpoint, deployment: 'talk-desk-7', ...more }) as const
  it.each<[string, (url: string) => Provider]>([
    ['no key', (baseUrl) => ({ type: 'openai', apiKey: undefined, baseUrl })],
    ['an empty key', (baseUrl) => ({ type: 'openai', apiKey: '', baseUrl })],
    ['two lines for a key', (baseUrl) => ({ type: 'openai', apiKey: `${KEY}\nX=1`, baseUrl })],
    ['no credential', azure({})],
    ['a getToken that throws', azure({ getToken: () => Promise.reject(new Error('AADSTS7000')) })],
    ['a getToken that gives nothing', azure({ getToken: () => Promise.resolve('') })],
    ['a getToken that gives two lines', azure({ getToken: () => Promise.resolve(`${KEY}\n1`) })],
  ])('%s: tells its log, and its clients nothing', async (_name, provider) => {
    const { ask, asked, problems } = await mintingWorld(GOOD, provider)
    const told = await ask()
    expect(told.status).toBe(500)
    expect(told.text).toBe(
      '{"error":{"code":"server_misconfigured","message":"The token endpoint is not set up correctly."}}',
    )
    expect(problems).toHaveLength(1)
    expect(inspect(problems, { depth: 10 })).not.toContain('SECRET')
    expect(asked).toEqual([])
  })

  it('a log that fails costs no answer', async () => {
    const handler = createTokenHandler({
      authorize: () => true,
      provider: { type: 'openai', apiKey: undefined },
      session: { model: 'm' },
      onProblem: () => {
        throw new Error('disk full')
      },
    })
    expect((await handler(asking())).status).toBe(500)
  })

  it.each([undefined, ''])(
    'is not silent about a key that is %j: the console says it',
    async (apiKey) => {
      const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      onTestFinished(() => said.mockRestore())
      const handler = createTokenHandler({
        authorize: () => true,
        provider: { type: 'openai', apiKey },
        session: { model: 'm' },
      })
      await handler(asking())
      expect(said.mock.calls).toEqual([
        [expect.stringMatching(/server_misconfigured\. The apiKey is missing: is its environment/)],
      ])
    },
  )

  it('puts nothing on the console of what authorize threw', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => said.mockRestore())
    const handler = createTokenHandler({
      authorize: () => Promise.reject(new Error(KEY)),
      provider: { type: 'openai', apiKey: KEY },
      session: { model: 'm' },
    })
    await handler(asking())
    expect(inspect(said.mock.calls)).toContain('authorize threw')
    expect(inspect(said.mock.calls)).not.toContain(KEY)
  })
})
