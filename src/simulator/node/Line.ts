import type { RawData, WebSocket } from 'ws'
import { SimulatedSession } from '../engine/SimulatedSession.ts'
import type { SimulatedSessionOptions } from '../engine/SimulatedSessionOptions.ts'
import type { EventLog } from './EventLog.ts'

export interface LineOptions {
  readonly socket: WebSocket
  readonly session: Omit<SimulatedSessionOptions, 'send'>
  readonly record: EventLog
  readonly log: (line: string) => void
}

/** One client's socket and the session behind it. */
export class Line {
  readonly #socket: WebSocket
  readonly #session: SimulatedSession
  readonly #record: EventLog
  readonly #log: (line: string) => void

  constructor({ socket, session, record, log }: LineOptions) {
    this.#socket = socket
    this.#record = record
    this.#log = log
    this.#session = new SimulatedSession({
      ...session,
      send: (frame) => {
        record.add(this.id, 'out', frame)
        socket.send(JSON.stringify(frame))
      },
    })
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary))
    // Always followed by `close`; without a listener it would end the process.
    socket.on('error', (error) => log(`A line broke: ${error.message}`))
    socket.on('close', () => this.#session.close())
    this.#session.open()
  }

  get id(): string {
    return this.#session.id
  }

  sendRaw(data: string | Uint8Array): void {
    this.#socket.send(data)
  }

  ping(): void {
    this.#socket.ping()
  }

  /** @returns When the socket is gone; a client that does not answer is cut off. */
  close(code: number, reason: string): Promise<void> {
    const gone = this.#gone()
    this.#session.close()
    this.#socket.close(code, reason)
    const impatience = setTimeout(() => this.#socket.terminate(), 250)
    return gone.finally(() => clearTimeout(impatience))
  }

  /** Cuts the line with no word, as a broken network does. */
  drop(): void {
    this.#session.close()
    this.#socket.terminate()
  }

  #gone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState === this.#socket.CLOSED) resolve()
      else this.#socket.once('close', () => resolve())
    })
  }

  #hear(data: RawData, isBinary: boolean): void {
    try {
      if (isBinary) return this.#session.receiveBinary()
      const text = asText(data)
      this.#note(text)
      this.#session.receiveText(text)
    } catch (error) {
      // A defect of ours: this client loses its line, the others keep theirs.
      this.#log(
        `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      void this.close(1011, 'The simulator failed.')
    }
  }

  #note(text: string): void {
    try {
      const event: unknown = JSON.parse(text)
      if (typeof event === 'object' && event !== null) this.#record.add(this.id, 'in', event)
    } catch {
      this.#record.add(this.id, 'in', { type: 'not JSON', length: text.length })
    }
  }
}

const asText = (data: RawData): string =>
  (Array.isArray(data)
    ? Buffer.concat(data)
    : Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data)
  ).toString('utf8')
