import { describe, expect, it } from 'vitest'
import { azure, local, openai } from '../../src/protocol/endpoint.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'

const tokenUrl = '/api/realtime/token'

describe('a pasted address', () => {
  it.each([
    'my.openai.azure.com',
    'https://my.openai.azure.com',
    'https://my.openai.azure.com/',
    'wss://my.openai.azure.com/openai/v1/realtime?model=other',
    'https://my.openai.azure.com/openai/v1',
    '  https://my.openai.azure.com/openai/deployments/x  ',
  ])('keeps its origin and nothing else: %s', (endpoint) => {
    expect(azure({ endpoint, deployment: 'gpt-realtime', tokenUrl })).toMatchObject({
      url: 'wss://my.openai.azure.com/openai/v1/realtime?model=gpt-realtime',
      host: 'my.openai.azure.com',
      model: 'gpt-realtime',
    })
  })

  it('gives its deployment when none is passed', () => {
    const endpoint = 'https://my.cognitiveservices.azure.com/openai/v1/realtime?model=talk%20desk'
    expect(azure({ endpoint, tokenUrl })).toMatchObject({
      model: 'talk desk',
      url: 'wss://my.cognitiveservices.azure.com/openai/v1/realtime?model=talk+desk'.replace(
        '+',
        '%20',
      ),
    })
  })

  it.each([
    ['', 'its address is empty'],
    ['https://', 'its address is not a URL'],
    ['my resource', 'its address is not a URL'],
    ['ftp://host', 'https:, http:, wss: or ws:'],
    ['https://user:secret@host', 'must not hold a name or a password'],
  ])('that cannot be used says why: %s', (endpoint, reason) => {
    expect(() => azure({ endpoint, deployment: 'd', tokenUrl })).toThrow(
      expect.objectContaining({
        code: 'endpoint_invalid',
        message: expect.stringContaining(reason),
      }),
    )
  })

  it('does not put a password into its error', () => {
    try {
      azure({ endpoint: 'https://user:hunter2@host', deployment: 'd', tokenUrl })
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('hunter2')
    }
  })
})

describe('a credential', () => {
  it('is exactly one', () => {
    const invalid = expect.objectContaining({ code: 'endpoint_invalid' })
    expect(() => openai({ model: 'm' })).toThrow(invalid)
    expect(() => openai({ model: 'm', tokenUrl, apiKey: 'sk' })).toThrow(invalid)
    expect(() => openai({ model: 'm', apiKey: ' ' })).toThrow(invalid)
    expect(local({ url: 'ws://localhost:4400' }).credential.from).toBe('none')
  })

  it('never shows when the endpoint is printed', () => {
    const endpoint = openai({ model: 'm', apiKey: 'sk-secret' })
    expect(JSON.stringify(endpoint)).not.toContain('sk-secret')
  })

  it('with tokenUrl leaves the endpoint plain data', () => {
    const endpoint = azure({ endpoint: 'h.openai.azure.com', deployment: 'd', tokenUrl })
    expect(JSON.parse(JSON.stringify(endpoint))).toEqual(endpoint)
  })

  const azureKey = azure({ endpoint: 'h', deployment: 'd', apiKey: 'k' })
  const openaiKey = openai({ model: 'm', apiKey: 'sk' })
  const azureToken = azure({ endpoint: 'h', deployment: 'd', tokenUrl })
  it.each([
    [
      'OpenAI in a page',
      openaiKey,
      false,
      { protocols: ['realtime', 'openai-insecure-api-key.S'] },
    ],
    ['OpenAI in Node', openaiKey, true, { headers: { Authorization: 'Bearer S' } }],
    [
      'Azure key in a page',
      azureKey,
      false,
      { url: 'wss://h/openai/v1/realtime?model=d&api-key=S' },
    ],
    ['Azure key in Node', azureKey, true, { headers: { 'api-key': 'S' } }],
    ['Azure token in Node', azureToken, true, { headers: { Authorization: 'Bearer S' } }],
    [
      'Azure token in a page',
      azureToken,
      false,
      { protocols: ['realtime', 'openai-insecure-api-key.S'] },
    ],
  ])('of %s travels where that service takes it', (_name, endpoint, canSetHeaders, wanted) => {
    const request = lineRequest(endpoint, 'S', { canSetHeaders, dialect: GA })
    expect(request).toMatchObject(wanted)
    const places = [request.url, ...request.protocols, ...Object.values(request.headers)]
    expect(places.filter((place) => place.includes('S'))).toHaveLength(1)
  })

  it('travels where the app says', () => {
    const endpoint = azure({
      endpoint: 'h',
      deployment: 'd',
      tokenUrl,
      credential: { as: 'query-authorization' },
    })
    expect(lineRequest(endpoint, 'jwt', { canSetHeaders: false, dialect: GA }).url).toBe(
      'wss://h/openai/v1/realtime?model=d&authorization=Bearer+jwt',
    )
  })
})

describe('local', () => {
  it.each([
    ['ws://localhost:4400', 'ws://localhost:4400/v1/realtime?model=gpt-realtime'],
    ['localhost:4400', 'ws://localhost:4400/v1/realtime?model=gpt-realtime'],
    ['http://127.0.0.1:4400/', 'ws://127.0.0.1:4400/v1/realtime?model=gpt-realtime'],
    [
      'ws://localhost:4400/openai/v1/realtime?brain=parrot',
      'ws://localhost:4400/openai/v1/realtime?brain=parrot&model=gpt-realtime',
    ],
  ])('reads %s', (url, wanted) => {
    expect(local({ url }).url).toBe(wanted)
  })
})
