import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { azure, local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { chunked } from '../audio/signals.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The simulator's own voice. */
let speech = new Int16Array(0)
beforeAll(async () => {
  const voice = await createFliteVoice()
  if (voice === null) throw new Error('the voice is not installed')
  speech = Int16Array.from(await voice.speak('Good morning. How are you today?', 'alloy'))
  await voice.close()
})

describe.each([
  ['GA', (url: string) => local({ url })],
  [
    'flat',
    (url: string) =>
      azure({
        endpoint: url,
        deployment: 'gpt-realtime',
        apiVersion: '2025-04-01-preview',
        apiKey: 'k',
      }),
  ],
])('a spoken turn in G.711 with a %s service', (_, endpointAt) => {
  it.each(['g711_ulaw', 'g711_alaw'] as const)('of %s is heard and answered', async (format) => {
    const simulator = await startSimulator({ pace: 0 })
    const microphone = new SampledMicrophone()
    const player = new ClockedPlayer()
    const session = new RealtimeSession({
      endpoint: endpointAt(simulator.url),
      transport: websocket({ WebSocket }),
      microphone,
      player,
      settings: { inputFormat: format, outputFormat: format },
    })
    ends.push(
      () => session.disconnect(),
      () => simulator.close(),
    )
    let wireBytes = 0
    session.on(
      'response.output_audio.delta',
      ({ delta }) => (wireBytes += Buffer.from(delta, 'base64').length),
    )
    await session.connect()
    expect(session.getSnapshot().settings).toMatchObject({
      inputFormat: format,
      outputFormat: format,
    })
    const done = session.once('response.done')
    for (const piece of chunked(speech, [960])) microphone.speak(piece)
    microphone.speak(new Int16Array(24 * 900))
    await done
    let lengthMs = 0
    while (session.getSnapshot().modelStatus !== 'idle' && lengthMs < 60_000) {
      player.advance(20)
      lengthMs += 20
    }
    expect(session.getSnapshot().conversation.items.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
    ])
    expect(wireBytes).toBeGreaterThan(4000)
    expect(lengthMs - wireBytes / 8).toBeGreaterThanOrEqual(0)
    expect(lengthMs - wireBytes / 8).toBeLessThan(40)
  })
})
