import { describe, expect, it } from 'vitest'
import { GA } from '../../src/protocol/dialect.ts'
import { azure, local, openai, voiceLive } from '../../src/protocol/endpoint.ts'
import { lineRequest, type CredentialPlace } from '../../src/protocol/lineRequest.ts'
import { adviceOn, placeOf, withSecret } from '../../src/protocol/placement.ts'

const tokenUrl = '/api/realtime/token'
const EPHEMERAL = 'ek_68af'
const ENTRA = 'eyJ0eXAiOiJKV1Qi.eyJhdWQi.c2ln'

type As = CredentialPlace | undefined
const credential = (as: As) => (as === undefined ? {} : { credential: { as } })
const withKey = {
  openai: (as?: As) => openai({ model: 'm', apiKey: 'k', ...credential(as) }),
  azure: (as?: As) => azure({ endpoint: 'h', deployment: 'd', apiKey: 'k', ...credential(as) }),
  voiceLive: (as?: As) => voiceLive({ endpoint: 'h', model: 'm', apiKey: 'k', ...credential(as) }),
  local: (as?: As) => local({ url: 'ws://localhost', apiKey: 'k', ...credential(as) }),
}
const withToken = {
  openai: (as?: As) => openai({ model: 'm', tokenUrl, ...credential(as) }),
  azure: (as?: As) => azure({ endpoint: 'h', deployment: 'd', tokenUrl, ...credential(as) }),
  voiceLive: (as?: As) => voiceLive({ endpoint: 'h', model: 'm', tokenUrl, ...credential(as) }),
  local: (as?: As) => local({ url: 'ws://localhost', tokenUrl, ...credential(as) }),
}

describe('from a page', () => {
  it.each([
    ['OpenAI, a key', withKey.openai(), 'k', 'subprotocol'],
    ['OpenAI, an ephemeral secret', withToken.openai(), EPHEMERAL, 'subprotocol'],
    ['Azure, a key', withKey.azure(), 'k', 'query-api-key'],
    ['Azure, an ephemeral secret', withToken.azure(), EPHEMERAL, 'subprotocol'],
    ['Voice Live, a key', withKey.voiceLive(), 'k', 'query-api-key'],
    ['Voice Live, a key from elsewhere', withToken.voiceLive(), 'k', 'query-api-key'],
    ['a server of this machine', withKey.local(), 'k', 'subprotocol'],
  ])(
    '%s travels where the service documents it, or else where it may',
    (_n, endpoint, secret, place) => {
      expect(placeOf(endpoint, secret, true)).toBe(place)
    },
  )

  it.each([
    ['Azure', withToken.azure, 'mint an ephemeral secret, or use relayUrl'],
    ['Voice Live', withToken.voiceLive, 'Use relayUrl'],
  ])('an Entra token for %s goes nowhere by itself', (_name, endpoint, remedy) => {
    expect(() => placeOf(endpoint(), ENTRA, true)).toThrow(
      expect.objectContaining({
        code: 'endpoint_invalid',
        message: expect.stringContaining('only in a header'),
        remedy: expect.stringContaining(remedy),
      }),
    )
    expect(placeOf(endpoint('query-authorization'), ENTRA, true)).toBe('query-authorization')
  })

  it.each(Object.entries(withToken))('no header can be sent: %s', (_name, endpoint) => {
    expect(() => placeOf(endpoint('header'), EPHEMERAL, true)).toThrow(
      expect.objectContaining({
        code: 'endpoint_invalid',
        message: expect.stringContaining('header'),
        remedy: expect.stringContaining('Node'),
      }),
    )
  })
})

describe('from Node', () => {
  it.each([
    ['OpenAI', withKey.openai(), { Authorization: 'Bearer S' }],
    ['an ephemeral secret', withToken.azure(), { Authorization: 'Bearer S' }],
    ['a key for Azure', withKey.azure(), { 'api-key': 'S' }],
    ['a key for Voice Live', withKey.voiceLive(), { 'api-key': 'S' }],
    ['an Entra token for Voice Live', withToken.voiceLive(), { Authorization: 'Bearer S' }],
    ['a server of this machine', withKey.local(), { Authorization: 'Bearer S' }],
  ])('%s travels in a header', (_name, endpoint, headers) => {
    const place = placeOf(endpoint, 'S', false)
    const line = withSecret(lineRequest(endpoint, GA), 'S', place, endpoint)
    expect(line).toEqual({ ...lineRequest(endpoint, GA), headers })
  })
})

describe('where the app says', () => {
  const url = 'wss://h/openai/v1/realtime?model=d'
  it.each<[CredentialPlace, object]>([
    ['subprotocol', { url, protocols: ['realtime', 'openai-insecure-api-key.a+b'], headers: {} }],
    ['query-api-key', { url: `${url}&api-key=a%2Bb`, protocols: [], headers: {} }],
    [
      'query-authorization',
      { url: `${url}&authorization=Bearer%20a%2Bb`, protocols: [], headers: {} },
    ],
    ['header', { url, protocols: [], headers: { Authorization: 'Bearer a+b' } }],
  ])('%s, and nowhere else', (as, wanted) => {
    const endpoint = withToken.azure(as)
    expect(placeOf(endpoint, 'a+b', false)).toBe(as)
    const line = withSecret(lineRequest(endpoint, GA), 'a+b', as, endpoint)
    expect(line).toMatchObject(wanted)
    expect(
      [line.url, ...line.protocols, ...Object.values(line.headers)].join().split(/a(?:\+|%2B)b/),
    ).toHaveLength(2)
  })
})

describe('a way that no service documents is named when the line is refused', () => {
  it.each<[string, ReturnType<typeof openai>, CredentialPlace, string]>([
    ['an ephemeral secret on Azure', withToken.azure(), 'subprotocol', "as: 'query-authorization'"],
    ['an Entra token in a query', withToken.azure(), 'query-authorization', "as: 'subprotocol'"],
    ['a token as a key on Voice Live', withToken.voiceLive(), 'query-api-key', 'relayUrl'],
    ['a key of Azure as a subprotocol', withKey.azure(), 'subprotocol', "as: 'query-api-key'"],
    ['a query for OpenAI', withToken.openai(), 'query-authorization', "as: 'subprotocol'"],
  ])('%s', (_name, endpoint, place, other) => {
    const advice = adviceOn(endpoint, place)
    expect(advice).toContain(`as ${place}, which was never tried against the real service`)
    expect(advice).toContain(other)
  })

  it.each<[string, ReturnType<typeof openai>, CredentialPlace]>([
    ['OpenAI', withToken.openai(), 'subprotocol'],
    ['a key of Azure', withKey.azure(), 'query-api-key'],
    ['a header', withToken.azure(), 'header'],
    ['a server of this machine', withToken.local(), 'query-authorization'],
  ])('but not the documented one: %s', (_name, endpoint, place) => {
    expect(adviceOn(endpoint, place)).toBeNull()
  })
})
