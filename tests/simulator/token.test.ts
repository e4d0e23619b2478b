import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { served } from './support/served.ts'

const right = { apiKey: 'right' }
const asked = { provider: 'local', model: 'gpt-realtime-mini' }

it('a session of ours gets its token there, though only one key is accepted', async () => {
  const { simulator } = await served(right)
  const tokenUrl = `http://localhost:${simulator.port}/token`
  const session = new RealtimeSession({
    endpoint: local({ url: simulator.url, model: 'm', tokenUrl }),
    transport: websocket({ WebSocket }),
    player: new ClockedPlayer(),
    microphone: new SampledMicrophone(),
  })
  await session.connect()
  expect(session.getSnapshot().connection.status).toBe('connected')
  expect(simulator.sessions).toHaveLength(1)
  session.disconnect()
})

it('a token opens a line of the model that was asked for, for ten minutes', async () => {
  const { open, ask } = await served(right)
  const { status, body } = await ask('POST', '/token', { body: asked })
  expect(status).toBe(200)
  const { value, expires_at } = body as { value: string; expires_at: number }
  expect(Object.keys(body as object)).toEqual(['value', 'expires_at'])
  expect(Math.abs(expires_at - (Date.now() / 1000 + 600))).toBeLessThan(3)
  const client = open('/v1/realtime', ['realtime', `openai-insecure-api-key.${value}`])
  expect((await client.hear('session.created')).session.model).toBe('gpt-realtime-mini')
})

it('a token makes no other secret', async () => {
  const { ask } = await served(right)
  const { value } = (await ask('POST', '/token', { body: asked })).body as { value: string }
  const headers = { Authorization: `Bearer ${value}` }
  expect((await ask('POST', '/v1/realtime/client_secrets', { headers })).status).toBe(401)
})

it.each([
  ['a model that is no text', { model: 5 }, 'model'],
  ['a model of nothing', { model: '' }, 'model'],
  ['a provider that is no text', { provider: {} }, 'provider'],
  ['a list', [], null],
])('%s is refused', async (_what, body, param) => {
  const { ask } = await served()
  const answer = await ask('POST', '/token', { body })
  expect(answer).toMatchObject({ status: 400, body: { error: { param } } })
})

it('pages of this machine may ask, and no others', async () => {
  const { ask } = await served()
  const Origin = 'http://localhost:6006'
  const preflight = await ask('OPTIONS', '/token', { headers: { Origin } })
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': Origin,
    'access-control-allow-headers': expect.stringContaining('content-type'),
  })
  const foreign = { headers: { Origin: 'https://evil.test' }, body: asked }
  expect((await ask('POST', '/token', foreign)).status).toBe(403)
})
