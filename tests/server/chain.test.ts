import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { azure, openai, type Endpoint } from '../../src/protocol/endpoint.ts'
import {
  createTokenHandler,
  type AzureProvider,
  type OpenAIProvider,
} from '../../src/server/index.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { startSimulator, type SimulatorOptions } from '../../src/simulator/node/index.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { serve } from './support/serve.ts'

const KEY = 'the-only-key'
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Flavour {
  readonly provider: (url: string, apiKey: string) => OpenAIProvider | AzureProvider
  readonly endpoint: (url: string, tokenUrl: string) => Endpoint
}

const apiVersion = '2025-04-01-preview'
const flavours: Readonly<Record<string, Flavour>> = {
  'OpenAI GA': {
    provider: (url, apiKey) => ({ type: 'openai', apiKey, baseUrl: `${url}/v1` }),
    endpoint: (url, tokenUrl) => openai({ model: 'gpt-realtime', baseUrl: `${url}/v1`, tokenUrl }),
  },
  'Azure GA': {
    provider: (endpoint, apiKey) => ({
      type: 'azure',
      endpoint,
      deployment: 'gpt-realtime',
      apiKey,
    }),
    endpoint: (endpoint, tokenUrl) => azure({ endpoint, deployment: 'gpt-realtime', tokenUrl }),
  },
  'Azure GA, keyless': {
    provider: (endpoint, jwt) => ({
      type: 'azure',
      endpoint,
      deployment: 'gpt-realtime',
      getToken: () => Promise.resolve(jwt),
    }),
    endpoint: (endpoint, tokenUrl) => azure({ endpoint, deployment: 'gpt-realtime', tokenUrl }),
  },
  'the preview of Azure': {
    provider: (endpoint, apiKey) => ({
      type: 'azure',
      endpoint,
      deployment: 'gpt-realtime',
      apiKey,
      apiVersion,
    }),
    endpoint: (endpoint, tokenUrl) =>
      azure({ endpoint, deployment: 'gpt-realtime', apiVersion, tokenUrl }),
  },
}

/** The service, an app's token endpoint before it, and a session that knows no key. */
async function chain(flavour: Flavour, more: { key?: string; simulator?: SimulatorOptions } = {}) {
  const simulator = await startSimulator({ pace: 0, apiKey: KEY, ...more.simulator })
  ends.push(() => simulator.close())
  const url = simulator.url.replace('ws:', 'http:')
  const app = await serve(
    createTokenHandler({
      authorize: () => 'ann',
      provider: flavour.provider(url, more.key ?? KEY),
      session: { model: 'gpt-realtime', instructions: 'Be brief.' },
      // Node's fetch names no origin.
      allowMissingOrigin: true,
    }),
  )
  ends.push(app.close)
  const session = new RealtimeSession({
    endpoint: flavour.endpoint(url, `${app.url}/api/realtime/token`),
    transport: websocket({ WebSocket }),
  })
  ends.push(() => session.disconnect())
  return { session, simulator }
}

describe.each(Object.entries(flavours))('%s', (_name, flavour) => {
  it('a session without a key talks, with a secret of its own', async () => {
    const { session } = await chain(flavour)
    await session.connect()
    const done = session.once('response.done')
    session.sendText('Hello')
    await done
    const { items } = session.getSnapshot().conversation
    expect(items.map(({ role, status }) => [role, status])).toEqual([
      ['user', 'completed'],
      ['assistant', 'completed'],
    ])
  })

  it('a server with the wrong key says that it is the server', async () => {
    const { session, simulator } = await chain(flavour, { key: 'wrong' })
    await expect(session.connect()).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('HTTP 502'),
    })
    expect(simulator.sessions).toEqual([])
  })
})

it('every attempt has a secret of its own', async () => {
  const { session } = await chain(flavours['Azure GA']!, { simulator: { secretTtlMs: 1500 } })
  await session.connect()
  session.disconnect()
  await new Promise((resolve) => setTimeout(resolve, 1600))
  await session.connect()
  expect(session.getSnapshot().connection.status).toBe('connected')
})
