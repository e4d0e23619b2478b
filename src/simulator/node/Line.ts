import type { RawData, WebSocket } from 'ws'
import { systemClock, type Clock } from '../engine/Clock.ts'
import { SimulatedSession } from '../engine/SimulatedSession.ts'
import type { SimulatedSessionOptions } from '../engine/SimulatedSessionOptions.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import { Faults } from '../faults/Faults.ts'
import type { FaultyLine } from '../faults/FaultyLine.ts'
import type { EventLog } from './EventLog.ts'
import { SocketCarrier } from './SocketCarrier.ts'
import { tellBreaks } from './tellBreaks.ts'

export interface LineOptions {
  readonly socket: WebSocket
  readonly session: Omit<SimulatedSessionOptions, 'send' | 'onFault' | 'hangUp'>
  readonly record: EventLog
  readonly log: (line: string) => void
  /** Of the whole simulator. Default: nothing goes wrong. */
  readonly faults?: Faults | undefined
  /** What shall go wrong on this line alone. */
  readonly rules?: readonly FaultRule[] | undefined
}

/** One client's socket and the session behind it. */
export class Line {
  readonly #carrier: SocketCarrier
  readonly #session: SimulatedSession
  readonly #faulty: FaultyLine
  readonly #record: EventLog
  readonly #log: (line: string) => void

  constructor({ socket, session, record, log, faults = new Faults(), rules }: LineOptions) {
    this.#record = record
    this.#log = log
    const clock = this.#guardedClock(session.clock ?? systemClock)
    this.#session = new SimulatedSession({
      ...session,
      clock,
      // Answers go on by promises, where nobody else would catch what is thrown.
      send: (frame, event) => this.#guarded(() => this.#faulty.sent(frame, event)),
      onFault: (action) => this.#faulty.reply(action),
      hangUp: (code, reason) => this.#faulty.hangUp(code, reason),
    })
    const { id } = this.#session
    this.#carrier = new SocketCarrier({
      socket,
      sent: (event) => record.add(id, 'out', event),
      flooded: (bytes) => {
        log(`${id} does not read: ${bytes} bytes wait for it. Its line is closed.`)
        void this.close(1013, 'The client does not read.')
      },
    })
    this.#faulty = faults.forLine({
      carrier: {
        send: (text, event) => this.#carrier.send(text, event),
        close: (code, reason) => this.#guarded(() => void this.close(code, reason)),
        terminate: () => this.#guarded(() => this.drop()),
        pauseRead: (ms) => this.#carrier.pauseRead(ms),
      },
      session: {
        id,
        receive: (text) => this.#guarded(() => this.#session.receiveText(text)),
        endResponse: (fault) => this.#guarded(() => this.#session.endResponse(fault)) ?? false,
        clientEvents: session.dialect?.clientEvents,
      },
      rules,
      clock,
    })
    socket.on('message', (data, isBinary) => this.#guarded(() => this.#hear(data, isBinary)))
    socket.on('error', tellBreaks(log))
    socket.on('close', () => this.#guarded(() => this.#end()))
    this.#guarded(() => this.#session.open())
  }

  get id(): string {
    return this.#session.id
  }

  sendRaw(data: string | Uint8Array): void {
    this.#carrier.sendRaw(data)
  }

  ping(): void {
    this.#carrier.ping()
  }

  /** @returns When the socket is gone; a client that does not answer is cut off. */
  close(code: number, reason: string): Promise<void> {
    this.#end()
    return this.#carrier.close(code, reason)
  }

  /** Cuts the line with no word, as a broken network does. */
  drop(): void {
    this.#end()
    this.#carrier.terminate()
  }

  #end(): void {
    this.#faulty.end()
    this.#session.close()
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (isBinary) return this.#session.receiveBinary()
    const text = asText(data)
    this.#note(text)
    this.#faulty.received(text)
  }

  /** What is done later is guarded as well: a timer that throws would end the process. */
  #guardedClock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      after: (ms, run) => clock.after(ms, () => this.#guarded(run)),
    }
  }

  #guarded<T>(run: () => T): T | null {
    try {
      return run()
    } catch (error) {
      // A defect of ours: this client loses its line, the others keep theirs.
      this.#log(
        `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      void this.close(1011, 'The simulator failed.')
      return null
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
