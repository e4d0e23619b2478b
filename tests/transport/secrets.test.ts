import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import {
  azure,
  local,
  openai,
  voiceLive,
  type CredentialOptions,
  type Endpoint,
} from '../../src/protocol/endpoint.ts'
import type { CredentialPlace } from '../../src/protocol/lineRequest.ts'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { websocket } from '../../src/transport/websocket.ts'
import type { WebSocketConstructor } from '../../src/transport/WebSocketTransport.ts'
import { SECRET, secretStage, WORD } from './support/secretStage.ts'
import { tokenEndpoint } from './support/tokenEndpoint.ts'

let simulator: RunningSimulator
let strict: RunningSimulator
let stage: ReturnType<typeof secretStage>

beforeAll(async () => {
  simulator = await startSimulator({ pace: 0, apiKey: SECRET, brain: 'parrot' })
  strict = await startSimulator({ pace: 0, apiKey: 'another key' })
})
afterAll(() => Promise.all([simulator.close(), strict.close()]))
beforeEach(() => void (stage = secretStage()))
afterEach(() => stage.end())

const kinds: Readonly<Record<string, () => Promise<CredentialOptions>>> = {
  apiKey: () => Promise.resolve({ apiKey: SECRET, dangerouslyAllowApiKeyInBrowser: true }),
  getToken: () => Promise.resolve({ getToken: () => Promise.resolve(SECRET) }),
  tokenUrl: async () => {
    const { tokenUrl, close } = await tokenEndpoint({ body: `{"value":"${SECRET}"}` })
    stage.ends.push(close)
    return { tokenUrl }
  },
}
const places: readonly CredentialPlace[] = [
  'subprotocol',
  'query-api-key',
  'query-authorization',
  'header',
]
const ways = Object.keys(kinds).flatMap((kind) => places.map((as) => [kind, as] as const))

/** How an app may come to a service. The socket that `ws` opens takes every place; pages are simulated by their globals. */
const services: Readonly<Record<string, (url: string, credential: CredentialOptions) => Endpoint>> =
  {
    openai: (url, credential) =>
      openai({ model: 'm', baseUrl: `${url.replace('ws', 'http')}/v1`, ...credential }),
    azure: (endpoint, credential) => azure({ endpoint, deployment: 'd', ...credential }),
    voiceLive: (endpoint, credential) => voiceLive({ endpoint, model: 'm', ...credential }),
    local: (url, credential) => local({ url, ...credential }),
  }

it('what is overheard here would show a secret and a word', () => {
  console.warn('the key is', { key: SECRET })
  stage.ears.onError(new VoiceError('token_failed', { cause: { deep: [{ words: WORD }] } }))
  expect(stage.ears.told()).toContain(SECRET)
  expect(stage.ears.told()).toContain(WORD)
})

describe.each(Object.entries(services))('%s', (_service, endpointOf) => {
  it.each(ways)('%s as %s: a conversation', async (kind, as) => {
    const credential = { ...(await kinds[kind]!()), credential: { as } }
    const { session, shown } = stage.talk(endpointOf(simulator.url, credential))
    await session.connect()
    const done = session.once('response.done')
    session.sendText(`Say ${WORD}`)
    await done
    const warned = session.once('warning')
    simulator.sendRaw(`{"type":"response.${WORD} ${SECRET}`)
    simulator.sendRaw(JSON.stringify({ type: 'response.created', response: `${WORD} ${SECRET}` }))
    await warned
    expect(shown()).toContain(WORD)
    session.disconnect()
    stage.expectSilence(shown())
  })

  it.each(ways)('%s as %s: a line that cannot be had', async (kind, as) => {
    const credential = { ...(await kinds[kind]!()), credential: { as } }
    const cannotOpen = (...asked: unknown[]) => {
      throw new SyntaxError(`Cannot open ${JSON.stringify(asked)}`)
    }
    const Picky = function (...asked: unknown[]) {
      cannotOpen(...asked)
    } as unknown as WebSocketConstructor
    const here = endpointOf(simulator.url, credential)
    const failing = [
      stage.talk(endpointOf(strict.url, credential)),
      stage.talk(here, { transport: websocket({ WebSocket: Picky }) }),
      stage.talk(here, { transport: cannotOpen }),
    ]
    for (const { fail } of failing) await fail()
    stage.expectSilence(...failing.map(({ shown }) => shown()))
  })

  it.each(Object.keys(kinds))('%s from a page, where it goes by default', async (kind) => {
    vi.stubGlobal('window', {})
    const { fail, shown } = stage.talk(endpointOf(strict.url, await kinds[kind]!()))
    await fail()
    stage.expectSilence(shown())
  })
})
