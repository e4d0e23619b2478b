import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { describeRefusal } from './describeRefusal.ts'
import { refused, type Dismissal, type Refusal, type Welcome } from './Admission.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import type { Faults } from '../faults/Faults.ts'
import type { Gate } from './Gate.ts'
import type { Line } from './Line.ts'
import type { Lines } from './Lines.ts'
import { tellBreaks } from './tellBreaks.ts'

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
const MAX_WAITING_BYTES = 64 * 1024

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
  readonly #expired = new Set<WebSocket>()

  constructor(options: SwitchboardOptions) {
    this.#options = options
  }

  readonly answer = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', tellBreaks(this.#options.log))
    this.#orRefuse(socket, () => this.#admit(request, socket, head))
  }

  /** Nobody gets a line any more, not even those who wait for one: they are refused with 503. */
  close(): void {
    this.#options.sockets.close()
  }

  #admit(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { gate, faults, log, prepare } = this.#options
    const admission = gate.admit(request)
    const why = describeRefusal(request.url, admission)
    if (why !== null) log(why)
    if (admission.type === 'refused') return refuse(socket, admission)
    const upgrade = (then: (client: WebSocket) => void) =>
      this.#upgrade(request, socket, head, then)
    if (admission.type === 'expired')
      return upgrade((client) => this.#seat(client, () => this.#expire(client)))
    if (admission.type === 'dismissed') return upgrade((client) => dismiss(client, admission))
    // A brain of somebody else's may fail as it is made: the others keep their lines.
    const prepared = prepare(admission)
    const fate = faults.upgrade(prepared.rules)
    if (fate.type === 'hang') return hang(socket)
    const welcome = () => {
      if (fate.type === 'terminate') return socket.destroy()
      if (fate.type === 'refuse')
        return refuse(socket, refused(fate.status, 'This was asked for by a fault rule.'))
      upgrade((client) => this.#seat(client, () => this.#connect(client, prepared)))
    }
    afterwards(socket, fate.delayMs, () => this.#orRefuse(socket, welcome))
  }

  #upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    then: (client: WebSocket) => void,
  ): void {
    const { sockets, log } = this.#options
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', tellBreaks(log))
      then(client)
    })
  }

  /** Nothing here has anybody above it who would catch what is thrown: it would end the process. */
  #orRefuse(socket: Duplex, run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#tellFailure(error)
      refuse(socket, refused(500, FAILED))
    }
  }

  #tellFailure(error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#options.log(`The simulator failed: ${what}`)
  }

  /** Whoever stays takes a place, whatever he stays for. */
  #seat(client: WebSocket, then: () => void): void {
    const { lines, maxSessions, log } = this.#options
    if (lines.size + this.#expired.size >= maxSessions) {
      const reason = `All ${maxSessions} sessions are taken. Try again in ${RETRY_SECONDS} seconds.`
      log(`A line was refused: ${reason}`)
      return client.close(4429, reason)
    }
    then()
  }

  #connect(client: WebSocket, { open }: PreparedLine): void {
    const { lines } = this.#options
    try {
      const line = open(client)
      lines.add(line)
      client.on('close', () => lines.delete(line))
    } catch (error) {
      // Ears of somebody else's, say: the others keep their lines here too.
      this.#tellFailure(error)
      client.close(1011, FAILED)
    }
  }

  #expire(client: WebSocket): void {
    this.#expired.add(client)
    client.on('close', () => this.#expired.delete(client))
    tellExpired(client)
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

/** As a server that is stuck: it takes what comes and says nothing, until the other side leaves. */
function hang(socket: Duplex): void {
  socket.resume()
  socket.once('end', () => socket.destroy())
}

function tellExpired(client: WebSocket): void {
  client.on('message', () => {
    // Whoever does not read what he is told is told no more.
    if (client.bufferedAmount < MAX_WAITING_BYTES)
      client.send(errorFrame(null, 'Ephemeral token expired'))
  })
  const patience = setTimeout(() => client.close(1008, 'Ephemeral token expired'), EXPIRED_MS)
  client.on('close', () => clearTimeout(patience))
}
