import { describe, expect, it } from 'vitest'
import { azure } from '../../src/protocol/endpoint.ts'

const tokenUrl = '/api/realtime/token'
const deployment = 'gpt-realtime'
const invalid = (message: string, remedy = ''): unknown =>
  expect.objectContaining({
    code: 'endpoint_invalid',
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  })

describe('an address of Azure', () => {
  it.each([
    'my.openai.azure.com',
    'https://my.openai.azure.com',
    'https://my.openai.azure.com/',
    'wss://my.openai.azure.com/openai/v1/realtime?model=other',
    'https://my.openai.azure.com/openai/v1',
    'https://my.openai.azure.com/openai/v1/realtime/client_secrets',
    'https://my.openai.azure.com/api/projects/talk',
    '  https://my.openai.azure.com/openai/deployments/x  ',
  ])('keeps its origin and nothing else: %s', (endpoint) => {
    expect(azure({ endpoint, deployment, tokenUrl })).toMatchObject({
      url: 'wss://my.openai.azure.com/openai/v1/realtime?model=gpt-realtime',
      dialect: 'GA',
      host: 'my.openai.azure.com',
      model: 'gpt-realtime',
    })
  })

  it.each(['cognitiveservices.azure.com', 'services.ai.azure.com', 'openai.azure.us'])(
    'keeps its host, also of %s',
    (domain) => {
      const { url, host } = azure({ endpoint: `https://my.${domain}`, deployment, tokenUrl })
      expect(url).toBe(`wss://my.${domain}/openai/v1/realtime?model=gpt-realtime`)
      expect(host).toBe(`my.${domain}`)
    },
  )

  it.each([
    ['https://my.cognitiveservices.azure.com/openai/v1/realtime?model=talk%20desk', 'talk desk'],
    ['https://my.openai.azure.com?deployment=talk', 'talk'],
    ['https://my.openai.azure.com/openai/deployments/talk/chat/completions', 'talk'],
  ])('gives the deployment when none is passed: %s', (endpoint, model) => {
    const given = azure({ endpoint, tokenUrl })
    expect(given).toMatchObject({ model, dialect: 'GA' })
    expect(given.url).toMatch(new RegExp(`\\?model=${encodeURIComponent(model)}$`))
  })

  it.each([
    [
      'https://my.openai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=talk',
      undefined,
      '2025-04-01-preview&deployment=talk',
    ],
    [
      'https://my.openai.azure.com/openai/realtimeapi/sessions?api-version=2024-10-01-preview&deployment=talk',
      undefined,
      '2024-10-01-preview&deployment=talk',
    ],
    [
      'my.openai.azure.com?deployment=talk',
      '2025-04-01-preview',
      '2025-04-01-preview&deployment=talk',
    ],
    [
      'https://my.openai.azure.com/openai/v1/realtime?model=talk',
      '2024-10-01-preview',
      '2024-10-01-preview&deployment=talk',
    ],
  ])('means the preview with a version: %s %s', (endpoint, apiVersion, query) => {
    expect(azure({ endpoint, apiVersion, tokenUrl })).toMatchObject({
      url: `wss://my.openai.azure.com/openai/realtime?api-version=${query}`,
      dialect: 'flat',
      model: 'talk',
    })
  })

  it.each([
    'https://my.openai.azure.com/openai/v1/realtime?api-version=2025-04-01-preview',
    'https://my.openai.azure.com/openai/v1?api-version=preview',
    'https://my.openai.azure.com?api-version=v1',
    'https://my.openai.azure.com/openai/deployments/x/chat/completions?api-version=2025-01-01-preview',
  ])('never carries a version to GA, which would refuse it: %s', (endpoint) => {
    expect(azure({ endpoint, deployment, tokenUrl })).toMatchObject({
      url: 'wss://my.openai.azure.com/openai/v1/realtime?model=gpt-realtime',
      dialect: 'GA',
    })
  })

  it.each(['v1', 'preview', 'latest'])('takes no apiVersion %s', (apiVersion) => {
    expect(() =>
      azure({ endpoint: 'h.openai.azure.com', deployment, apiVersion, tokenUrl }),
    ).toThrow(invalid('apiVersion', 'Leave apiVersion out'))
  })

  it.each([
    ['https://gateway.test/talk', 'wss://gateway.test/talk/openai/v1/realtime?model=gpt-realtime'],
    ['gateway.test/a/b/openai/v1', 'wss://gateway.test/a/b/openai/v1/realtime?model=gpt-realtime'],
    ['https://gateway.test/', 'wss://gateway.test/openai/v1/realtime?model=gpt-realtime'],
    ['ws://127.0.0.1:4400', 'ws://127.0.0.1:4400/openai/v1/realtime?model=gpt-realtime'],
  ])('of a gateway keeps the path before the service: %s', (endpoint, url) => {
    expect(azure({ endpoint, deployment, tokenUrl }).url).toBe(url)
  })
})
