import { connect } from 'node:tls'
import { afterEach } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import {
  startSimulator,
  type RunningSimulator,
  type SimulatorOptions,
} from '../../../src/simulator/node/index.ts'
import type { WebSocketConstructor } from '../../../src/transport/WebSocketTransport.ts'
import { LoudnessHearing, steadyVoice } from '../../simulator/support/parts.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Ended after the test, last first. */
export const ending = <T extends { close(): unknown }>(one: T): T => {
  ends.push(() => one.close())
  return one
}

export interface AzureSite {
  readonly simulator: RunningSimulator
  /** The socket of `ws`, to which every host of Azure is this simulator. */
  readonly WebSocket: WebSocketConstructor
  /** What the sockets asked for, in order: addresses, protocols and headers. */
  readonly asked: readonly Asked[]
}

export interface Asked {
  readonly url: string
  readonly protocols: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

/** Events of this type that reached the simulator. */
export const heardBy = ({ simulator }: AzureSite, type: string) =>
  simulator.events
    .filter(({ direction, event }) => direction === 'in' && event['type'] === type)
    .map(({ event }) => event)

/** Azure on this machine: real sockets and real TLS, of which only the way to the host is bent. */
export async function azureSite(options: SimulatorOptions = {}): Promise<AzureSite> {
  const simulator = ending(
    await startSimulator({
      pace: 0,
      tls: true,
      voice: steadyVoice,
      createHearing: () => new LoudnessHearing(),
      ...options,
    }),
  )
  const asked: Asked[] = []
  class Routed extends WebSocket {
    constructor(url: string, protocols: string[] = [], more: ClientOptions = {}) {
      const headers = more.headers ?? {}
      asked.push({ url, protocols, headers })
      super(url, protocols, {
        ...more,
        // The simulator answers to names of this machine only.
        headers: { ...headers, Host: 'localhost' },
        createConnection: () =>
          connect({
            host: '127.0.0.1',
            port: simulator.port,
            servername: 'localhost',
            ca: simulator.certificate ?? '',
          }),
      })
    }
  }
  return { simulator, WebSocket: Routed, asked }
}
