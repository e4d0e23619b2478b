import { afterEach } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../src/session/RealtimeSessionOptions.ts'
import { startSimulator, type SimulatorOptions } from '../../src/simulator/node/index.ts'
import { websocket } from '../../src/transport/websocket.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A session, not connected yet, and the simulator that it is going to speak to. What it says is kept, without sound. */
export async function liveSession(
  options: Partial<RealtimeSessionOptions> = {},
  { query = '', ...simulated }: SimulatorOptions & { readonly query?: string } = {},
) {
  const simulator = await startSimulator({ pace: 0, ...simulated })
  const all: RealtimeSessionOptions = {
    endpoint: local({ url: `${simulator.url}${query}` }),
    transport: websocket({ WebSocket }),
    ...options,
  }
  const session = new RealtimeSession(all)
  const sent: ClientEvent[] = []
  session.on('*', (any) => {
    if (any.direction === 'out' && any.event.type !== 'input_audio_buffer.append')
      sent.push(any.event)
  })
  ends.push(
    () => session.disconnect(),
    () => simulator.close(),
  )
  return { simulator, session, sent, options: all }
}

export const until = async (reached: () => boolean) => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}
