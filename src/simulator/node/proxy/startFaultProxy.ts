import { connect, type Socket } from 'node:net'
import { dice } from '../../faults/dice.ts'
import { SimulatorError } from '../../SimulatorError.ts'
import { refuseInProduction } from '../refuseInProduction.ts'
import { assertToxic } from './assertToxic.ts'
import { Door } from './Door.ts'
import { ProxyConnection } from './ProxyConnection.ts'
import { proxyTarget } from './proxyTarget.ts'
import type { Toxic } from './Toxic.ts'

export interface FaultProxyOptions {
  /** On this machine: the `url` of a simulator, or `host:port`. */
  readonly target: string
  /** Default any free one. */
  readonly port?: number | undefined
  readonly toxics?: readonly Toxic[] | undefined
  /** For jitter, toxicity and sizes. Default 1. */
  readonly seed?: number | undefined
  readonly log?: ((line: string) => void) | undefined
}

/** A proxy that is listening. */
export interface FaultProxy {
  /** The target's address with the port of the proxy. */
  readonly url: string
  readonly port: number
  readonly toxics: readonly Toxic[]
  /** How many are connected. */
  readonly connections: number
  /** Makes the network worse, for those who are connected too. @throws {@link SimulatorError} `option_invalid` */
  add(toxic: Toxic): Promise<void>
  /** @param toxic - The object that was added. */
  remove(toxic: Toxic): Promise<void>
  /** Removes every toxic; a proxy that was disabled stays so. */
  clear(): Promise<void>
  /** Refuses everybody, and cuts off who is connected. */
  disable(): Promise<void>
  /** @throws {@link SimulatorError} `port_in_use` when somebody took the port meanwhile, `option_invalid` after `close`. */
  enable(): Promise<void>
  /** Cuts everybody off. @returns When the port is free and every socket is gone. */
  close(): Promise<void>
}

/**
 * Starts a TCP proxy on loopback that makes a network bad, in the words of Toxiproxy. It knows nothing
 * of what it carries: `wss` passes as the bytes that it is.
 *
 * @example
 * const proxy = await startFaultProxy({ target: simulator.url })
 * const session = new RealtimeSession({ endpoint: local({ url: proxy.url }) })
 * await proxy.add({ type: 'latency', latencyMs: 200, jitterMs: 50 })
 *
 * @throws {@link SimulatorError} `option_invalid`, `port_in_use`, `refused_in_production`
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  refuseInProduction()
  const { seed = 1, log = () => undefined, toxics: first = [] } = options
  first.forEach(assertToxic)
  const target = proxyTarget(options.target)
  const random = dice(seed)
  const connections = new Set<ProxyConnection>()
  let toxics: readonly Toxic[] = []
  let isEnabled = true
  let isClosed = false
  const waiting: (() => void)[] = []

  const door = new Door((client: Socket) => {
    const connection: ProxyConnection = new ProxyConnection({
      client,
      target: connect({ host: target.host, port: target.port, allowHalfOpen: true }),
      toxics,
      random,
      log,
      gone: () => {
        connections.delete(connection)
        if (connections.size === 0) for (const tell of waiting.splice(0)) tell()
      },
    })
    connections.add(connection)
  })
  const port = await door.open(options.port ?? 0)

  async function lay(next: readonly Toxic[]): Promise<void> {
    toxics = next
    for (const connection of connections) connection.use(toxics)
    if (isEnabled && !toxics.some(({ type }) => type === 'down')) await door.open(port)
    else await shut()
  }
  async function shut(): Promise<void> {
    for (const connection of connections) connection.cut()
    await door.shut()
    if (connections.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const add = (more: readonly Toxic[]) => {
    more.forEach(assertToxic)
    return lay([...toxics, ...more])
  }
  const enable = (on: boolean) => {
    if (isClosed && on) throw closed()
    isEnabled = on
    return lay(toxics)
  }
  await add(first)

  return {
    url: target.at(port),
    port,
    get toxics() {
      return toxics
    },
    get connections() {
      return connections.size
    },
    add: async (toxic) => add([toxic]),
    remove: (toxic) => lay(toxics.filter((one) => one !== toxic)),
    clear: () => lay([]),
    disable: () => enable(false),
    enable: async () => enable(true),
    close: () => {
      isClosed = true
      return enable(false)
    },
  }
}

const closed = () =>
  new SimulatorError(
    'option_invalid',
    'The proxy was closed: start a new one with startFaultProxy.',
  )
