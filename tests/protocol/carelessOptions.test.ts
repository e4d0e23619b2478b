import { describe, expect, it } from 'vitest'
import { azure, local, openai, voiceLive } from '../../src/protocol/endpoint.ts'

const tokenUrl = '/api/token'
const model = 'm'
const invalid = (message: string, remedy = ''): unknown =>
  expect.objectContaining({
    code: 'endpoint_invalid',
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  })
/** As JavaScript, or a file, gives them. */
const careless = (options?: object) => options as never

describe('an address', () => {
  it.each(['"https://my.openai.azure.com/"', "'my.openai.azure.com'", ' ` my.openai.azure.com ` '])(
    'is read without what stands around it: %s',
    (endpoint) => {
      expect(azure({ endpoint, deployment: 'd', tokenUrl }).host).toBe('my.openai.azure.com')
    },
  )

  it('with one mark is none', () => {
    expect(() =>
      azure({ endpoint: '"https://my.openai.azure.com', deployment: 'd', tokenUrl }),
    ).toThrow(invalid('not a URL'))
  })

  it.each(['https://eu.api.openai.com', 'us.api.openai.com/'])(
    'of a region of OpenAI: %s',
    (baseUrl) => {
      expect(openai({ model, baseUrl, tokenUrl }).url).toMatch(/api\.openai\.com\/v1\/realtime\?/)
      expect(() => azure({ endpoint: baseUrl, deployment: 'd', tokenUrl })).toThrow(
        invalid('of OpenAI'),
      )
    },
  )

  it.each([
    ['https://my.services.ai.azure.com/models?api-version=2024-05-01-preview', '2026-04-10'],
    ['https://my.services.ai.azure.com/api/projects/p?api-version=2025-05-01', '2026-04-10'],
    ['https://my.services.ai.azure.com/voice-live/realtime?api-version=2026-07-15', '2026-07-15'],
    ['https://gateway.test/a/voice-live/realtime?api-version=2026-07-15', '2026-07-15'],
    ['https://my.services.ai.azure.com?api-version=2026-07-15', '2026-07-15'],
  ])('of Voice Live gives its own version alone: %s', (endpoint, version) => {
    expect(voiceLive({ endpoint, model, tokenUrl }).url).toContain(`api-version=${version}&`)
  })
})

describe('options of a wrong type', () => {
  it.each([
    ['azure()', () => azure(careless()), 'options are missing'],
    ['openai()', () => openai(careless()), 'options are missing'],
    ['voiceLive()', () => voiceLive(careless()), 'options are missing'],
    ['local()', () => local(careless()), 'options are missing'],
    ['local({})', () => local(careless({})), 'address is empty'],
    [
      'an address',
      () => azure(careless({ endpoint: 5, deployment: 'd', tokenUrl })),
      'endpoint is not',
    ],
    [
      'a deployment',
      () => azure(careless({ endpoint: 'h', deployment: 5, tokenUrl })),
      'deployment',
    ],
    ['null', () => openai(careless({ model: null, tokenUrl })), 'model is not a text'],
    ['a version', () => voiceLive(careless({ endpoint: 'h', model, apiVersion: 1 })), 'apiVersion'],
    ['a URL', () => local(careless({ url: new URL('ws://h') })), 'url is not a text'],
  ])('are named: %s', (_name, make, words) => {
    expect(make).toThrow(invalid(words))
  })

  it.each(['apiKey', 'tokenUrl', 'getToken', 'relayUrl'])(
    '%s that is given and undefined',
    (name) => {
      const make = () => openai(careless({ model, [name]: undefined }))
      expect(make).toThrow(invalid(`${name} of openai() is undefined`, 'environment variable'))
    },
  )

  it('is named with the function that it was passed to', () => {
    const key = { apiKey: undefined }
    expect(() => azure({ endpoint: 'h', deployment: 'd', ...key })).toThrow(
      invalid('apiKey of azure() is undefined'),
    )
    expect(() => voiceLive({ endpoint: 'h', model, ...key })).toThrow(
      invalid('apiKey of voiceLive() is undefined'),
    )
  })
})

describe('a secret in an address', () => {
  it.each([
    'token',
    'api_key',
    'sig',
    'access_token',
    'Subscription-Key',
    'code',
    'x-api-key',
    'jwt',
  ])('is refused, and not repeated: %s', (name) => {
    const query = `a=b&${name}=hunter2`
    const makers = [
      () => openai({ model, relayUrl: `wss://me.test/r?${query}` }),
      () => openai({ model, relayUrl: `/relay?${query}` }),
      () => local({ url: `wss://me.test/r?${query}` }),
      () => openai({ model, baseUrl: `https://me.test/v1?${query}`, tokenUrl }),
    ]
    for (const make of makers) {
      expect(make).toThrow(invalid(`as its ${name} is named`, 'cookie'))
      expect(make).not.toThrow('hunter2')
    }
  })

  it('may stand in one of this machine, where nobody else reads it', () => {
    expect(local({ url: 'ws://localhost:4400/?token=x' }).url).toContain('token=x')
    expect(() => local({ url: 'ws://localhost:4400/?api-key=x' })).toThrow(invalid('a key'))
  })
})

describe('a credential in the open', () => {
  it.each([{ apiKey: 'k' }, { tokenUrl }, { getToken: () => Promise.resolve('k') }])(
    'does not leave this machine: %j',
    (credential) => {
      for (const url of ['http://example.com', 'ws://192.168.1.5:80', 'example.com'])
        expect(() => local({ url, ...credential })).toThrow(invalid('travel in the open', 'https:'))
      expect(local({ url: 'ws://localhost:4400', ...credential }).url).toMatch(/^ws:/)
      expect(local({ url: 'wss://example.com', ...credential }).url).toMatch(/^wss:/)
    },
  )
})
