import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type ServerOpts, type Socket } from 'node:net'
import { afterEach } from 'vitest'
import type { Toxic } from '../../../src/simulator/node/proxy/Toxic.ts'
import {
  startFaultProxy,
  type FaultProxyOptions,
} from '../../../src/simulator/node/proxy/startFaultProxy.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** One end of a connection, and what came to it. */
export interface End {
  readonly socket: Socket
  readonly bytes: () => Buffer
  /** Sizes of the pieces in which the bytes came. */
  readonly pieces: () => readonly number[]
  /** Waits for so many bytes. */
  read(count: number): Promise<Buffer>
  /** The code of the error that ended it, `closed` without one. */
  readonly ended: Promise<string>
}

function endOf(socket: Socket): End {
  const pieces: Buffer[] = []
  const bytes = () => Buffer.concat(pieces)
  let code = 'closed'
  let hasEnded = false
  let tell = () => undefined as void
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece)
    tell()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => (code = error.code ?? error.message))
  const ended = new Promise<string>((resolve) =>
    socket.on('close', () => {
      hasEnded = true
      tell()
      resolve(code)
    }),
  )
  return {
    socket,
    bytes,
    pieces: () => pieces.map(({ length }) => length),
    ended,
    async read(count) {
      while (pieces.reduce((total, { length }) => total + length, 0) < count) {
        if (hasEnded) throw new Error(`ended (${code}) before ${count} bytes were there`)
        await new Promise<void>((resolve) => (tell = resolve))
      }
      return bytes()
    },
  }
}

/** A server on a port of its own, a proxy before it, and both ends of whatever connects through them. */
export async function proxied(
  toxics: readonly Toxic[] = [],
  more: Partial<FaultProxyOptions> & Pick<ServerOpts, 'allowHalfOpen'> = {},
) {
  const { allowHalfOpen = false, ...options } = more
  const arrived: End[] = []
  const server = createServer({ allowHalfOpen }, (socket) => {
    arrived.push(endOf(socket))
    server.emit('arrived')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    for (const { socket } of arrived) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const proxy = await startFaultProxy({ target, toxics, ...options })
  ends.push(() => proxy.close())

  /** Connects through the proxy. */
  async function open(): Promise<{ client: End; served: End }> {
    const came = once(server, 'arrived')
    const client = dial()
    await came
    return { client, served: arrived.at(-1)! }
  }
  function dial(): End {
    const client = endOf(connect({ port: proxy.port, host: '127.0.0.1' }))
    ends.push(() => client.socket.destroy())
    return client
  }
  return { proxy, target, server, open, dial }
}

/** So many bytes, that repeat only after 65,537. */
export const noise = (count: number): Buffer =>
  Buffer.alloc(
    count,
    Uint8Array.from({ length: 65_537 }, (_, at) => (at * 31 + (at >> 8) * 7) & 255),
  )
