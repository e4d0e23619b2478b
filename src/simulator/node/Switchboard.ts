import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { refused, type Dismissal, type Refusal, type Welcome } from './Admission.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import type { Faults } from '../faults/Faults.ts'
import type { Gate } from './Gate.ts'
import type { Line } from './Line.ts'
import type { Lines } from './Lines.ts'

/** All that a line needs besides its socket. */
export interface PreparedLine {
  /** What shall go wrong on it; the handshake is part of it. */
  readonly rules: readonly FaultRule[]
  readonly open: (socket: WebSocket) => Line
}

export interface SwitchboardOptions {
  readonly gate: Gate
  readonly faults: Faults
  readonly sockets: WebSocketServer
  readonly lines: Lines
  readonly maxSessions: number
  readonly prepare: (welcome: Welcome) => PreparedLine
  readonly log: (line: string) => void
}

const FAILED = 'The simulator failed.'
const RETRY_SECONDS = 5
/** How long a line may stay that can only be told that its secret is too old. */
const EXPIRED_MS = 60_000

const errorFrame = (code: string | null, message: string) =>
  JSON.stringify({
    type: 'error',
    event_id: 'event_1',
    error: { type: 'invalid_request_error', code, message, param: null, event_id: null },
  })

/** Says no in HTTP, and does not wait for the other side to hang up. */
function refuse(socket: Duplex, { status, reason }: Refusal): void {
  const error = { code: String(status), message: reason }
  const body = JSON.stringify({ error })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Takes everybody who wants a line, and connects those whom the gate lets in. */
export class Switchboard {
  readonly #options: SwitchboardOptions

  constructor(options: SwitchboardOptions) {
    this.#options = options
  }

  readonly answer = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { gate, faults, log } = this.#options
    // Always followed by `close`; without a listener it would end the process.
    socket.on('error', (error) => log(`A line broke: ${error.message}`))
    const admission = gate.admit(request)
    if (admission.type === 'refused') return refuse(socket, admission)
    const upgrade = (then: (client: WebSocket) => void) =>
      this.#upgrade(request, socket, head, then)
    if (admission.type === 'expired') return upgrade(tellExpired)
    if (admission.type === 'dismissed') return upgrade((client) => dismiss(client, admission))
    const prepared = this.#prepare(admission)
    if (prepared === null) return refuse(socket, refused(500, FAILED))
    const fate = faults.upgrade(prepared.rules)
    if (fate.type === 'hang') return
    afterwards(socket, fate.delayMs, () => {
      if (fate.type === 'terminate') return socket.destroy()
      if (fate.type === 'refuse')
        return refuse(socket, refused(fate.status, 'This was asked for by a fault rule.'))
      upgrade((client) => this.#connect(client, prepared))
    })
  }

  #upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    then: (client: WebSocket) => void,
  ): void {
    const { sockets, log } = this.#options
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', (error) => log(`A line broke: ${error.message}`))
      then(client)
    })
  }

  /** A brain of somebody else's may fail as it is made: the others keep their lines. */
  #prepare(welcome: Welcome): PreparedLine | null {
    try {
      return this.#options.prepare(welcome)
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.#options.log(`${FAILED} ${what}`)
      return null
    }
  }

  #connect(client: WebSocket, { open }: PreparedLine): void {
    const { lines, maxSessions } = this.#options
    if (lines.size >= maxSessions) {
      const reason = `All ${maxSessions} sessions are taken. Try again in ${RETRY_SECONDS} seconds.`
      return client.close(4429, reason)
    }
    const line = open(client)
    lines.add(line)
    client.on('close', () => lines.delete(line))
  }
}

function dismiss(client: WebSocket, { code, message, closeCode }: Dismissal): void {
  client.send(errorFrame(code, message))
  client.close(closeCode, `invalid_request_error.${code}`)
}

/** Not at all once the socket is gone. */
function afterwards(socket: Duplex, delayMs: number, run: () => void): void {
  if (delayMs === 0) return run()
  const timer = setTimeout(run, delayMs)
  socket.once('close', () => clearTimeout(timer))
}

function tellExpired(client: WebSocket): void {
  client.on('message', () => client.send(errorFrame(null, 'Ephemeral token expired')))
  const patience = setTimeout(() => client.close(1008, 'Ephemeral token expired'), EXPIRED_MS)
  client.on('close', () => clearTimeout(patience))
}
