import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { Toxic } from '../../src/simulator/node/proxy/Toxic.ts'
import { startFaultProxy } from '../../src/simulator/node/proxy/startFaultProxy.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { Client } from './support/client.ts'
import { served } from './support/served.ts'
import { saying } from './support/simulated.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function through(toxics: readonly Toxic[]) {
  const { simulator } = await served({ brain: () => saying({ say: 'A bad line, a good word.' }) })
  const proxy = await startFaultProxy({ target: simulator.url, toxics })
  ends.push(() => proxy.close())
  return { simulator, proxy }
}

const slices: Toxic[] = (['upstream', 'downstream'] as const).flatMap((stream) => [
  { type: 'latency', latencyMs: 15, jitterMs: 10, stream },
  { type: 'slicer', averageBytes: 700, variationBytes: 600, stream },
])

describe('a conversation through a bad network', () => {
  it('comes whole through latency and slices', async () => {
    const { proxy } = await through(slices)
    const client = new Client(`${proxy.url}/v1/realtime?model=m`)
    await client.hear('session.created')
    client.say({ type: 'response.create' })
    await client.hear('response.done')
    const { transcript } = await client.hear('response.output_audio_transcript.done')
    expect(transcript).toBe('A bad line, a good word.')
    await client.close()
  })

  it('is lost with no word when it is reset, on both sides', async () => {
    const { proxy, simulator } = await through([])
    const client = new Client(`${proxy.url}/v1/realtime?model=m`)
    await client.hear('session.created')
    await proxy.add({ type: 'reset', timeoutMs: 0 })
    expect(await client.end()).toEqual({ code: 1006, reason: '' })
    await expect.poll(() => simulator.sessions).toEqual([])
  })

  it('is had by our own client, which is told of a reset and may come back', async () => {
    const { proxy, simulator } = await through(slices)
    const session = new RealtimeSession({
      endpoint: local({ url: proxy.url }),
      transport: websocket({ WebSocket }),
      player: new ClockedPlayer(),
      microphone: new SampledMicrophone(),
    })
    ends.push(() => session.disconnect())
    await session.connect()
    const [first] = simulator.sessions
    session.sendText('Hello')
    await expect
      .poll(() => JSON.stringify(session.getSnapshot().conversation), { timeout: 5000 })
      .toContain('A bad line, a good word.')
    const reset: Toxic = { type: 'reset', timeoutMs: 0 }
    await proxy.add(reset)
    await expect.poll(() => session.getSnapshot().connection.status).toBe('failed')
    expect(session.getSnapshot().connection).toMatchObject({ error: { code: 'connection_lost' } })
    await proxy.remove(reset)
    await session.connect()
    expect(simulator.sessions).toHaveLength(1)
    expect(simulator.sessions).not.toContain(first)
  })
})
