import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { azure, voiceLive, type Endpoint } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { websocket } from '../../src/transport/websocket.ts'

const KEY = 'the-only-key'
const ends: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  for (const end of ends.splice(0).reverse()) await end()
})

interface Asked {
  readonly url: string | undefined
  readonly protocols: string | undefined
  readonly hasCredential: boolean
}

/** The least that a relay does: it opens the service's line with a header, and passes on what is said. */
async function relayTo(serviceUrl: string) {
  const asked: Asked[] = []
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (client, request) => {
    const { authorization, 'api-key': key, ...headers } = request.headers
    const protocols = headers['sec-websocket-protocol']
    asked.push({ url: request.url, protocols, hasCredential: Boolean(authorization ?? key) })
    const service = new WebSocket(serviceUrl, { headers: { 'api-key': KEY } })
    const waiting: string[] = []
    client.on('message', (data: Buffer) => {
      const text = data.toString()
      if (service.readyState === WebSocket.OPEN) service.send(text)
      else waiting.push(text)
    })
    service.on('open', () => waiting.forEach((text) => service.send(text)))
    service.on('message', (data: Buffer) => client.send(data.toString()))
    client.on('close', () => service.close())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    for (const client of sockets.clients) client.terminate()
    server.close()
  })
  return { asked, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const endpoint = 'my.openai.azure.com'
const deployment = 'gpt-realtime'
const apiVersion = '2025-04-01-preview'

describe('through a relay that adds the header', () => {
  it.each<[string, string, (relayUrl: string) => Endpoint, string]>([
    [
      'Azure GA',
      '/openai/v1/realtime?model=gpt-realtime',
      (relayUrl) => azure({ endpoint, deployment, relayUrl }),
      'provider=azure&dialect=GA&model=gpt-realtime',
    ],
    [
      'the preview',
      `/openai/realtime?api-version=${apiVersion}&deployment=gpt-realtime`,
      (relayUrl) => azure({ endpoint, deployment, apiVersion, relayUrl }),
      `provider=azure&dialect=flat&api-version=${apiVersion}&deployment=gpt-realtime`,
    ],
    [
      'Voice Live',
      '/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime',
      (relayUrl) => voiceLive({ endpoint, model: deployment, relayUrl }),
      'provider=voice-live&dialect=flat&api-version=2026-04-10&model=gpt-realtime',
    ],
  ])('%s is spoken with, without a credential in the page', async (_name, path, make, query) => {
    const simulator = await startSimulator({ pace: 0, apiKey: KEY })
    ends.push(() => simulator.close())
    const relay = await relayTo(simulator.url + path)
    vi.stubGlobal('location', new URL(`http://${relay.host}/page`))
    const session = new RealtimeSession({
      endpoint: make('/voice/relay?room=7'),
      transport: websocket({ WebSocket }),
    })
    ends.push(() => session.disconnect())
    await session.connect()
    const done = session.once('response.done')
    session.sendText('Hello')
    await done
    expect(session.getSnapshot().conversation.items).toHaveLength(2)
    expect(relay.asked).toEqual([
      { url: `/voice/relay?room=7&${query}`, protocols: 'realtime', hasCredential: false },
    ])
  })

  it('that is not there is named', async () => {
    const session = new RealtimeSession({
      endpoint: azure({ endpoint, deployment, relayUrl: 'ws://127.0.0.1:9/relay' }),
      transport: websocket({ WebSocket }),
    })
    await expect(session.connect()).rejects.toMatchObject({
      code: 'endpoint_unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    })
  })
})
