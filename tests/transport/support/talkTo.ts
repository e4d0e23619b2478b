import { afterEach, expect } from 'vitest'
import { WebSocket } from 'ws'
import { VoiceError } from '../../../src/base/errors.ts'
import type { Endpoint } from '../../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../../src/protocol/settings.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { startSimulator, type SimulatorOptions } from '../../../src/simulator/node/index.ts'
import { websocket } from '../../../src/transport/websocket.ts'
import type { WebSocketConstructor } from '../../../src/transport/WebSocketTransport.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Closed after the test. */
export async function simulate(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ pace: 0, ...options })
  ends.push(() => simulator.close())
  return simulator
}

/** A session, and all that it complains of. */
export function talkTo(
  endpoint: Endpoint,
  {
    settings,
    Socket = WebSocket,
  }: { settings?: SessionSettings; Socket?: WebSocketConstructor } = {},
) {
  const errors: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint,
    settings,
    transport: websocket({ WebSocket: Socket }),
    onError: (error) => errors.push(error),
  })
  ends.push(() => session.disconnect())
  return { session, errors }
}

/** What a `connect()` rejects with that must not succeed. */
export const failure = async (...args: Parameters<typeof talkTo>): Promise<VoiceError> => {
  const { session } = talkTo(...args)
  await expect(session.connect()).rejects.toBeInstanceOf(VoiceError)
  return session.getSnapshot().error ?? expect.fail('it says nothing of its error')
}
