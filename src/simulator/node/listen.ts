import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { SimulatorError } from '../SimulatorError.ts'
import type { Certificate } from './selfSigned.ts'

export interface ListenOptions {
  /** 0 is any free one. */
  readonly port: number
  /** With one it speaks TLS. */
  readonly certificate: Certificate | null
  /** For whoever says nothing or is slow to say what he wants. Default 10 s. */
  readonly handshakeMs?: number | undefined
  readonly onRequest: RequestListener
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

export interface Listening {
  readonly port: number
  /**
   * Takes nobody in any more, and cuts every connection once the farewell has been said.
   *
   * @returns When the port is free.
   */
  close(farewell: () => Promise<unknown>): Promise<void>
}

const HOST = '127.0.0.1'
/** Mostly it is one that was forgotten, or that another command runs. */
const OTHERS =
  ', probably by another simulator: `npm start` of the repository runs one. ' +
  'Use that one, stop it, or choose another port with --port (in code: port).'
const HANDSHAKE_MS = 10_000

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE'
      const message = isTaken
        ? `Port ${port} is in use${OTHERS}`
        : `Port ${port} cannot be used: ${cause.message}`
      reject(new SimulatorError(isTaken ? 'port_in_use' : 'option_invalid', message, { cause }))
    })
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

function makeServer({ certificate, handshakeMs, onRequest }: ListenOptions): Server {
  const limitMs = handshakeMs ?? HANDSHAKE_MS
  const limits: ServerOptions = {
    // Holds for the headers too.
    requestTimeout: limitMs,
    connectionsCheckingInterval: Math.min(limitMs, 1000),
  }
  if (certificate === null) return createServer(limits, onRequest)
  try {
    return createTlsServer({ ...limits, ...certificate, handshakeTimeout: limitMs }, onRequest)
  } catch (cause) {
    throw new SimulatorError(
      'option_invalid',
      'The option tls holds no key and certificate that fit: give both as PEM, or true.',
      { cause },
    )
  }
}

/** Listens on loopback only. @throws {@link SimulatorError} `port_in_use`, `option_invalid` */
export async function listen(options: ListenOptions): Promise<Listening> {
  const server = makeServer(options)
  // Sockets that became WebSockets, or are still shaking hands for TLS, are none of the server's own.
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', options.onUpgrade)
  const port = await bind(server, options.port)
  return {
    port,
    async close(farewell) {
      const isFree = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await farewell()
      for (const socket of sockets) socket.destroy()
      await isFree
    },
  }
}
