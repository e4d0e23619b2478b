import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GA } from '../../src/protocol/dialect.ts'
import { azure, local, openai, voiceLive, type GetToken } from '../../src/protocol/endpoint.ts'
import { flatAt } from '../../src/protocol/flat.ts'
import { lineRequest, type CredentialPlace } from '../../src/protocol/lineRequest.ts'

afterEach(() => void vi.unstubAllGlobals())

const tokenUrl = '/api/realtime/token'
const relayUrl = '/api/realtime/relay'
const invalid = (message: string): unknown =>
  expect.objectContaining({
    code: 'endpoint_invalid',
    message: expect.stringContaining(message),
  })

describe('a credential', () => {
  it.each([
    [{}, 'it needs one of tokenUrl, getToken, apiKey and relayUrl'],
    [{ tokenUrl, apiKey: 'sk' }, 'only one of'],
    [{ tokenUrl, relayUrl }, 'only one of'],
    [{ apiKey: ' ' }, 'its apiKey is empty'],
    [{ tokenUrl: '' }, 'its tokenUrl is empty'],
    [{ relayUrl: '' }, 'its relayUrl is empty'],
    [{ getToken: 'ek_1' as unknown as GetToken }, 'its getToken is not what it should be'],
    [{ apiKey: null as unknown as string }, 'its apiKey is not what it should be'],
    [
      { tokenUrl, credential: { as: 'cookie' as CredentialPlace } },
      'its credential.as is no place',
    ],
  ])('is exactly one: %j', (options, message) => {
    expect(() => openai({ model: 'm', ...options })).toThrow(invalid(message))
  })

  it('is not needed here', () => {
    expect(local({ url: 'ws://localhost:4400' }).credential).toEqual({ from: 'none' })
  })

  it('never shows when the endpoint is printed', () => {
    const endpoint = openai({ model: 'm', apiKey: 'sk-secret' })
    expect(JSON.stringify(endpoint)).not.toContain('sk-secret')
    expect(inspect(endpoint, { depth: 10, showHidden: true })).not.toContain('sk-secret')
  })

  it.each([{ tokenUrl }, { relayUrl }])('%j leaves the endpoint plain data', (options) => {
    const endpoint = azure({ endpoint: 'h.openai.azure.com', deployment: 'd', ...options })
    expect(JSON.parse(JSON.stringify(endpoint))).toEqual(endpoint)
  })
})

describe('the subprotocol `realtime` is offered', () => {
  it.each([
    ['to OpenAI', openai({ model: 'm', tokenUrl }), ['realtime']],
    ['to a server of this machine', local({ url: 'ws://localhost:4400' }), ['realtime']],
    ['not to Azure, which selects none', azure({ endpoint: 'h', deployment: 'd', tokenUrl }), []],
    ['not to Voice Live', voiceLive({ endpoint: 'h', model: 'm', tokenUrl }), []],
    [
      'to a relay',
      azure({ endpoint: 'h', deployment: 'd', relayUrl: 'wss://relay.test' }),
      ['realtime'],
    ],
  ])('%s', (_name, endpoint, protocols) => {
    expect(lineRequest(endpoint, GA)).toMatchObject({ protocols, headers: {} })
  })
})

describe('a relay', () => {
  const through = (url: string, apiVersion?: string) =>
    azure({ endpoint: 'my.openai.azure.com', deployment: 'talk desk', relayUrl: url, apiVersion })

  it('is told which service and which words are expected, and gets no credential', () => {
    expect(through('https://relay.test/voice?room=7')).toEqual({
      provider: 'azure',
      dialect: 'GA',
      url: 'wss://relay.test/voice?room=7&provider=azure&dialect=GA&model=talk%20desk',
      host: 'relay.test',
      model: 'talk desk',
      credential: { from: 'relay' },
    })
  })

  it('may be a path of the page, wherever the endpoint was made', () => {
    const endpoint = through('/api/relay')
    expect(endpoint.url).toBe('/api/relay?provider=azure&dialect=GA&model=talk%20desk')
    vi.stubGlobal('location', new URL('https://app.test:8443/deep/page?x#y'))
    expect(lineRequest(endpoint, GA).url).toBe(
      'wss://app.test:8443/api/relay?provider=azure&dialect=GA&model=talk%20desk',
    )
  })

  it('that is a path needs a page', () => {
    expect(() => lineRequest(through('/api/relay'), GA)).toThrow(
      invalid('its relayUrl has no host'),
    )
  })

  it('does not hide the version of a preview', () => {
    const old = through('/api/relay', '2024-10-01-preview')
    const late = through('/api/relay', '2025-04-01-preview')
    expect(flatAt(old.url)).not.toBe(flatAt(late.url))
  })

  it.each([
    ['http://relay.test', 'in the open'],
    ['//relay.test', 'must begin with wss:, https: or a slash'],
    ['api/relay', 'must begin with wss:, https: or a slash'],
    ['https://relay.test?api-key=k', 'must not hold a key'],
  ])('cannot be %s', (url, message) => {
    expect(() => through(url)).toThrow(invalid(message))
  })
})
