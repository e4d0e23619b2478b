import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { BrainFactory } from '../brain/Brain.ts'
import { brainNamed } from '../brain/brainNamed.ts'
import { scenarioBrain } from '../brain/scenarioBrain.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { EventLog, type LoggedEvent } from './EventLog.ts'
import { admit, type Admission } from './gatekeeper.ts'
import { Line } from './Line.ts'
import { loadEars, loadVoice, loadWs } from './loadParts.ts'
import type { SimulatorOptions } from './SimulatorOptions.ts'

/** A simulator that is listening. */
export interface RunningSimulator {
  /** Such as `ws://127.0.0.1:4400`: what `local({ url })` takes. */
  readonly url: string
  readonly port: number
  /** Ids of the sessions that are open, oldest first. */
  readonly sessions: readonly string[]
  /** The last 10,000 events of all sessions, in order. */
  readonly events: readonly LoggedEvent[]
  /** Sends a frame to every client as it is, however wrong: text, or bytes as a binary frame. */
  sendRaw(data: string | Uint8Array): void
  /** Cuts every line with no word, as a broken network does: clients see 1006. */
  drop(): void
  /** Closes every line. @returns When they are gone. */
  closeLines(code: number, reason: string): Promise<void>
  /** Closes every line (1001) and stops listening. @returns When the port is free. */
  close(): Promise<void>
}

const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** About as often as the live service. */
const PING_MS = 20_000
const HOST = '127.0.0.1'

function brainOf({ brain, scenario }: SimulatorOptions): BrainFactory {
  if (scenario !== undefined) return () => scenarioBrain(scenario)
  return typeof brain === 'function' ? brain : brainNamed(brain ?? 'listener')
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE'
      const message = isTaken
        ? `Port ${port} is in use. Stop what listens there, or choose another port.`
        : `Port ${port} cannot be used: ${cause.message}`
      reject(new SimulatorError(isTaken ? 'port_in_use' : 'option_invalid', message, { cause }))
    })
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

function refuse(socket: Duplex, { status, reason }: Admission & { type: 'refused' }): void {
  const words: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }
  const head = `HTTP/1.1 ${status} ${words[status] ?? ''}\r\nConnection: close\r\n`
  const body = `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`
  socket.end(head + body)
}

/**
 * Starts an offline Realtime server on this machine: it hears, answers and is interrupted as the real services do.
 *
 * Listens on loopback only, and forgets everything when it is closed.
 *
 * @example
 * const simulator = await startSimulator({ brain: 'parrot' })
 * const session = new RealtimeSession({ endpoint: local({ url: simulator.url }) })
 *
 * @throws {@link SimulatorError} `ws_missing`, `port_in_use`, `brain_unknown`, `option_invalid`, `refused_in_production`
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  if (process.env['NODE_ENV'] === 'production')
    throw new SimulatorError(
      'refused_in_production',
      'The simulator is for tests and demonstrations: it does not start with NODE_ENV=production.',
    )
  const log = options.log ?? (() => undefined)
  const defaultBrain = brainOf(options)
  const { WebSocketServer } = await loadWs()
  const createHearing = options.createHearing ?? (await loadEars())
  const ownVoice = options.voice === undefined ? await loadVoice(log) : null
  const { clips, pace, latencyMs, transcription, apiKey, origins = [] } = options
  const shared = {
    createHearing,
    voice: options.voice ?? ownVoice,
    clips,
    pace,
    latencyMs,
    transcription,
    log,
  }

  const record = new EventLog()
  const lines = new Set<Line>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('realtime') ? 'realtime' : false),
  })

  function welcome(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (error) => log(`A line broke: ${error.message}`))
    const admission = admit(request, { apiKey, origins })
    if (admission.type === 'refused') return refuse(socket, admission)
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (admission.type === 'dismissed') {
        const { code, message, closeCode } = admission
        const error = { type: 'invalid_request_error', code, message, param: null, event_id: null }
        client.send(JSON.stringify({ type: 'error', event_id: 'event_1', error }))
        return client.close(closeCode, `invalid_request_error.${code}`)
      }
      const brain = (admission.brain === null ? defaultBrain : brainNamed(admission.brain))()
      const session = { ...shared, brain, model: admission.model }
      const line = new Line({ socket: client, session, record, log })
      lines.add(line)
      client.on('close', () => lines.delete(line))
    })
  }

  const server = createServer((_request, response) => {
    response
      .writeHead(426, { 'Content-Type': 'text/plain' })
      .end('This is the Realtime simulator. It speaks WebSocket.')
  })
  server.on('upgrade', welcome)
  const port = await listen(server, options.port ?? 0)
  const pings = setInterval(() => lines.forEach((line) => line.ping()), PING_MS)
  pings.unref()

  const closeLines = async (code: number, reason: string) => {
    await Promise.all([...lines].map((line) => line.close(code, reason)))
  }
  let closing: Promise<void> | null = null
  const close = async () => {
    clearInterval(pings)
    const stopped = new Promise((resolve) => server.close(resolve))
    await closeLines(1001, 'The simulator is closing.')
    sockets.clients.forEach((client) => client.terminate())
    server.closeAllConnections()
    await Promise.all([stopped, ownVoice?.close()])
  }

  return {
    url: `ws://${HOST}:${port}`,
    port,
    get sessions() {
      return [...lines].map(({ id }) => id)
    },
    get events() {
      return record.events
    },
    sendRaw: (data) => lines.forEach((line) => line.sendRaw(data)),
    drop: () => lines.forEach((line) => line.drop()),
    closeLines,
    close: () => (closing ??= close()),
  }
}
