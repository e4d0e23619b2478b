import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { AzureRealTimeAudio } from '../../src/core.ts'
import { azure, local, openai, voiceLive, type Endpoint } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { platformSocket } from './support/platformSocket.ts'
import { failure, simulate, talkTo } from './support/talkTo.ts'

const KEY = 'the-right-key'

afterEach(() => void vi.unstubAllGlobals())

const services: Readonly<Record<string, (url: string, apiKey: string) => Endpoint>> = {
  openai: (url, apiKey) => openai({ model: 'm', baseUrl: `${url}/v1`, apiKey }),
  azure: (endpoint, apiKey) => azure({ endpoint, deployment: 'd', apiKey }),
  'azure with a token': (endpoint, token) =>
    azure({ endpoint, deployment: 'd', getToken: () => Promise.resolve(token) }),
  voiceLive: (endpoint, apiKey) => voiceLive({ endpoint, model: 'm', apiKey }),
}

describe.each(Object.entries(services))("the platform's own socket in Node, %s", (_name, of) => {
  it('brings the credential in a header', async () => {
    const { url } = await simulate({ apiKey: KEY })
    const { Socket, asked } = platformSocket()
    vi.stubGlobal('WebSocket', Socket)
    const session = new RealtimeSession({ endpoint: of(url, KEY) })
    await session.connect()
    session.disconnect()
    expect(JSON.stringify(asked[0]?.headers)).toContain(KEY)
  })

  it('is known also where it is passed', async () => {
    const { url } = await simulate({ apiKey: KEY })
    const { session } = talkTo(of(url, KEY), { Socket: platformSocket().Socket })
    await session.connect()
    expect(session.getSnapshot().connection.status).toBe('connected')
  })

  it('is told from the class of ws in its place', async () => {
    const { url } = await simulate({ apiKey: KEY })
    vi.stubGlobal('WebSocket', WebSocket)
    const session = new RealtimeSession({ endpoint: of(url, KEY) })
    await session.connect()
    session.disconnect()
    expect(session.getSnapshot().error).toBeNull()
  })
})

it('in a page gets protocols alone: there it cannot have headers', async () => {
  const { url } = await simulate({ apiKey: KEY })
  const { Socket, asked } = platformSocket()
  vi.stubGlobal('window', {})
  const getToken = () => Promise.resolve(KEY)
  const { session } = talkTo(openai({ model: 'm', baseUrl: `${url}/v1`, getToken }), { Socket })
  await session.connect()
  expect(asked).toEqual([{ protocols: ['realtime', `openai-insecure-api-key.${KEY}`] }])
})

it('with a wrong key is refused', async () => {
  const { url } = await simulate({ apiKey: KEY })
  const endpoint = openai({ model: 'm', baseUrl: `${url}/v1`, apiKey: 'wrong' })
  const { Socket } = platformSocket()
  expect(await failure(endpoint, { Socket })).toMatchObject({ code: 'unauthorized' })
})

describe("the client with the preview's names", () => {
  const credentials = {
    'a key': { apiKey: KEY },
    'a token': { getToken: () => Promise.resolve(KEY) },
  }

  it.each(Object.entries(credentials))('brings %s in a header there', async (_name, credential) => {
    const { port } = await simulate({ apiKey: KEY })
    const { Socket, asked } = platformSocket()
    vi.stubGlobal('WebSocket', Socket)
    const options = { hostName: `localhost:${port}`, deployment: 'd', ...credential }
    const more = { headers: { 'x-tenant': '7' }, protocols: 'realtime' }
    for (const given of [undefined, globalThis.WebSocket]) {
      const client = new AzureRealTimeAudio(options, more, given)
      await new Promise((resolve) => client.on('init', resolve))
      client.close()
    }
    expect(asked).toHaveLength(2)
    for (const { protocols, headers } of asked) {
      expect(protocols).toEqual(['realtime'])
      expect(headers).toMatchObject({ 'x-tenant': '7' })
      expect(JSON.stringify(headers)).toContain(KEY)
    }
  })
})

it('that there is not is told with how to pass one', async () => {
  vi.stubGlobal('WebSocket', undefined)
  const session = new RealtimeSession({ endpoint: local({ url: 'ws://localhost:4' }) })
  await expect(session.connect()).rejects.toMatchObject({
    code: 'endpoint_invalid',
    message: expect.stringContaining('no WebSocket'),
    remedy: expect.stringMatching(/npm install ws[^]*transport: websocket\(\{ WebSocket \}\)/),
  })
})
