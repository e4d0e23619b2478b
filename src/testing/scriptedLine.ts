// Loaded with the double, so that a test with a stopped clock need not wait for it.
import '../session/reduce.ts'
import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { parse } from '../protocol/serverEvents.ts'
import type { TransportFactory, TransportListener } from '../transport/Transport.ts'

/** A line whose other end is the test: it says what it is told, and keeps what it hears. */
export interface ScriptedLine {
  /** For `RealtimeSession`'s option `transport`. */
  readonly transport: TransportFactory
  /** How many lines were made. */
  readonly opened: () => number
  /** What the client said on all of them, in order. */
  readonly sent: readonly ClientEvent[]
  /** Lets the current line say events, as they stand on the wire. Throws on one that no service would send. */
  say(...events: readonly object[]): void
  /** The handshake: opened, `session.created`, and `session.updated` with the settings that were asked for. */
  accept(): void
  /** Breaks the current line. */
  lose(error: VoiceError): void
}

/** @param autoAccept - Whether every line is accepted by itself, in the next microtask. Default false. */
export function scriptedLine(options: { readonly autoAccept?: boolean } = {}): ScriptedLine {
  const sent: ClientEvent[] = []
  let listener: TransportListener | null = null
  let count = 0
  const say = (...events: readonly object[]) => {
    for (const frame of events) {
      const event = parse(frame)
      if (event.type === 'invalid') throw new Error(`No service sends ${event.problem}.`)
      listener?.event(event, frame)
    }
  }
  const accept = () => {
    listener?.opened()
    const session = { id: `sess_${count}`, type: 'realtime' }
    say({ type: 'session.created', session })
    const update = sent.findLast((event) => event.type === 'session.update')
    say({ type: 'session.updated', session: { ...update?.session, ...session } })
  }
  return {
    sent,
    say,
    accept,
    opened: () => count,
    lose: (error) => {
      listener?.lost(error)
      listener = null
    },
    transport: () => {
      let own: TransportListener | null = null
      return {
        carries: 'events',
        open(given) {
          count++
          own = listener = given
          if (options.autoAccept === true) queueMicrotask(() => own && accept())
        },
        send(event) {
          if (own) sent.push(event)
        },
        close() {
          if (listener === own) listener = null
          own = null
        },
      }
    },
  }
}
