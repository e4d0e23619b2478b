import { describe, expect, it } from 'vitest'
import { azure, local, openai, voiceLive } from '../../src/protocol/endpoint.ts'

const tokenUrl = '/api/realtime/token'
const deployment = 'gpt-realtime'
const invalid = (message: string, remedy = ''): unknown =>
  expect.objectContaining({
    code: 'endpoint_invalid',
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  })

describe('an address of Voice Live', () => {
  it.each([
    ['my.services.ai.azure.com', 'my.services.ai.azure.com', '2026-04-10'],
    ['https://my.services.ai.azure.com/api/projects/x', 'my.services.ai.azure.com', '2026-04-10'],
    [
      'wss://my.cognitiveservices.azure.com/voice-live/realtime?api-version=2026-07-15&model=other',
      'my.cognitiveservices.azure.com',
      '2026-07-15',
    ],
  ])('is read: %s', (endpoint, host, version) => {
    expect(voiceLive({ endpoint, model: 'gpt-realtime', tokenUrl })).toEqual({
      provider: 'voice-live',
      dialect: 'flat',
      url: `wss://${host}/voice-live/realtime?api-version=${version}&model=gpt-realtime`,
      host,
      model: 'gpt-realtime',
      tokenUrl,
      credential: { from: 'token-url' },
    })
  })

  it('gives the model when none is passed', () => {
    const endpoint = 'https://my.services.ai.azure.com/voice-live/realtime?model=gpt-4o'
    expect(voiceLive({ endpoint, tokenUrl }).model).toBe('gpt-4o')
  })

  it('takes an agent in place of a model', () => {
    const endpoint = 'my.services.ai.azure.com'
    const agent = { name: 'desk', project: 'shop & co', version: '3', conversationId: 'c1' }
    expect(voiceLive({ endpoint, agent, tokenUrl })).toMatchObject({
      url: 'wss://my.services.ai.azure.com/voice-live/realtime?api-version=2026-04-10&agent-name=desk&agent-project-name=shop%20%26%20co&agent-version=3&conversation-id=c1',
      model: 'desk',
    })
    expect(() => voiceLive({ endpoint, agent, model: 'm', tokenUrl })).toThrow(invalid('not both'))
    expect(() => voiceLive({ endpoint, agent: { ...agent, name: '' }, tokenUrl })).toThrow(
      invalid('a name and a project'),
    )
    expect(() => voiceLive({ endpoint, tokenUrl })).toThrow(invalid('a model or an agent'))
  })
})

describe('an address of OpenAI', () => {
  it.each([
    [undefined, 'wss://api.openai.com/v1'],
    ['https://api.openai.com', 'wss://api.openai.com/v1'],
    ['wss://api.openai.com/v1/realtime?model=other', 'wss://api.openai.com/v1'],
    ['https://api.openai.com/v1/realtime/calls', 'wss://api.openai.com/v1'],
    ['https://gateway.test/openai', 'wss://gateway.test/openai'],
    ['http://localhost:8000/v1', 'ws://localhost:8000/v1'],
  ])('%s', (baseUrl, base) => {
    expect(openai({ model: 'm', baseUrl, tokenUrl }).url).toBe(`${base}/realtime?model=m`)
  })

  it('gives the model when none is passed', () => {
    const baseUrl = 'wss://api.openai.com/v1/realtime?model=gpt-realtime-mini'
    expect(openai({ baseUrl, tokenUrl }).model).toBe('gpt-realtime-mini')
    expect(() => openai({ tokenUrl })).toThrow(invalid('a model'))
  })
})

describe('an address of another service names its function', () => {
  const voiceLiveUri = 'https://my.services.ai.azure.com/voice-live/realtime?model=m'
  const azureUri = 'https://my.services.ai.azure.com/openai/v1/realtime?model=m'
  it.each([
    [
      'azure()',
      () => azure({ endpoint: voiceLiveUri, tokenUrl }),
      'voiceLive() instead of azure()',
    ],
    [
      'voiceLive()',
      () => voiceLive({ endpoint: azureUri, tokenUrl }),
      'azure() instead of voiceLive()',
    ],
    ['openai()', () => openai({ baseUrl: azureUri, tokenUrl }), 'Use azure()'],
    [
      'azure()',
      () => azure({ endpoint: 'https://api.openai.com/v1', deployment, tokenUrl }),
      'Use openai()',
    ],
    [
      'azure()',
      () =>
        azure({
          endpoint: 'https://eastus2.realtimeapi-preview.ai.azure.com/v1/realtimertc',
          deployment,
          tokenUrl,
        }),
      "Use the resource's own",
    ],
  ])('given to %s', (_name, make, remedy) => {
    expect(make).toThrow(invalid('this is an address of', remedy))
  })
})

describe('an address that cannot be used', () => {
  it.each([
    ['', 'its address is empty'],
    ['  ', 'its address is empty'],
    [undefined, 'its address is empty'],
    ['https://', 'its address is not a URL'],
    ['my resource', 'its address is not a URL'],
    ['ftp://host', 'https:, http:, wss: or ws:'],
    ['https://user:secret@host', 'must not hold a name or a password'],
    ['https://host/openai/v1/realtime?api-key=secret', 'must not hold a key'],
    ['https://host?Authorization=secret', 'must not hold a key'],
    ['http://192.168.1.2', 'would travel in the open'],
    ['ws://localhost.evil.test', 'would travel in the open'],
  ])('says why: %s', (endpoint, reason) => {
    // What an environment variable that is not set gives.
    const pasted = endpoint as string
    const make = () => azure({ endpoint: pasted, deployment: 'd', tokenUrl })
    expect(make).toThrow(invalid(reason))
    expect(make).not.toThrow('secret')
  })

  it.each(['http://localhost', 'ws://127.0.0.1:4400', 'http://[::1]:80', 'ws://app.localhost'])(
    'is not one of this machine: %s',
    (endpoint) => {
      expect(azure({ endpoint, deployment, tokenUrl }).url).toMatch(/^ws:/)
    },
  )
})

describe('local', () => {
  it.each([
    ['ws://localhost:4400', 'ws://localhost:4400/v1/realtime?model=gpt-realtime', 'GA'],
    ['localhost:4400', 'ws://localhost:4400/v1/realtime?model=gpt-realtime', 'GA'],
    ['http://127.0.0.1:4400/', 'ws://127.0.0.1:4400/v1/realtime?model=gpt-realtime', 'GA'],
    ['ws://192.168.1.2:80', 'ws://192.168.1.2/v1/realtime?model=gpt-realtime', 'GA'],
    [
      'ws://localhost:4400/openai/v1/realtime?brain=parrot&fault=close-1011',
      'ws://localhost:4400/openai/v1/realtime?brain=parrot&fault=close-1011&model=gpt-realtime',
      'GA',
    ],
    [
      'ws://localhost:4400/openai/realtime?api-version=2024-10-01-preview&deployment=d',
      'ws://localhost:4400/openai/realtime?api-version=2024-10-01-preview&deployment=d',
      'flat',
    ],
    [
      'ws://localhost:4400/voice-live/realtime?model=m',
      'ws://localhost:4400/voice-live/realtime?model=m',
      'flat',
    ],
  ])('reads %s', (url, wanted, dialect) => {
    expect(local({ url })).toMatchObject({ url: wanted, dialect })
  })

  it('with no address says so', () => {
    expect(() => local({ url: '' })).toThrow(invalid('its address is empty'))
  })
})
