import { VoiceError, type VoiceErrorCode } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { LineRequest } from '../protocol/lineRequest.ts'
import { otherDialect, type OtherDialect } from '../protocol/otherDialect.ts'
import { codeOf, meaningOf, sentenceOf } from '../protocol/serverErrors.ts'
import { parse, type ServerErrorBody } from '../protocol/serverEvents.ts'
import { closeError, lineError, refusalError, statusOf, type Facts } from './lineErrors.ts'
import { takesInit } from './takesInit.ts'
import type { Transport, TransportListener } from './Transport.ts'

/** As much of a WebSocket as we use: the platform's, or that of `ws` in Node 20. */
export interface WebSocketLike {
  readonly readyState: number
  send(data: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open', listener: () => void): void
  addEventListener(type: 'error', listener: (event: object) => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void
}

export type WebSocketConstructor = new (
  url: string,
  protocols?: string[],
  options?: { readonly headers: Readonly<Record<string, string>> },
) => WebSocketLike

const OPEN = 1

/** A line over a WebSocket. */
export class WebSocketTransport implements Transport {
  readonly carries = 'events'
  readonly #line: LineRequest
  readonly #WebSocket: WebSocketConstructor
  #socket: WebSocketLike | null = null
  #listener: TransportListener | null = null
  readonly #left = new Set<string>()
  #opened = false
  #agreed = false
  #status: string | null = null
  /** What the service complained of last, if nothing came after it: it explains the close that follows. */
  #complaint: string | null = null

  constructor(line: LineRequest, WebSocket: WebSocketConstructor) {
    this.#line = line
    this.#WebSocket = WebSocket
  }

  open(listener: TransportListener): void {
    this.#listener = listener
    const { url, protocols, headers } = this.#line
    const Socket = this.#WebSocket
    const hasHeaders = Object.keys(headers).length > 0
    try {
      if (hasHeaders && takesInit(Socket))
        this.#socket = new Socket(url, { protocols: [...protocols], headers })
      else this.#socket = new Socket(url, [...protocols], ...(hasHeaders ? [{ headers }] : []))
    } catch {
      // Without the cause: browsers put the whole subprotocol into it, and with it the secret.
      const reason = 'the line could not be asked for with it'
      return this.#lose(
        this.#error(protocols.length > 1 ? 'token_failed' : 'endpoint_unreachable', { reason }),
      )
    }
    this.#socket.addEventListener('open', () => {
      this.#opened = true
      this.#listener?.opened()
    })
    this.#socket.addEventListener('message', ({ data }) => this.#hear(data))
    // Always followed by `close`, which says more; but `ws` throws when nobody listens.
    this.#socket.addEventListener('error', (event) => (this.#status = statusOf(event)))
    this.#socket.addEventListener('close', ({ code, reason }) =>
      this.#lose(
        this.#opened || reason !== ''
          ? closeError(this.#line, code, this.#complaint, reason)
          : refusalError(this.#line, this.#status),
      ),
    )
  }

  send(event: ClientEvent): void {
    if (this.#listener === null || this.#socket?.readyState !== OPEN) return
    const { dialect } = this.#line
    this.#socket.send(JSON.stringify(dialect.encode(event)))
    for (const setting of dialect.missing?.(event) ?? []) {
      if (this.#left.has(setting)) continue
      this.#left.add(setting)
      this.#listener.warning(this.#error('setting_unavailable', { setting }))
    }
  }

  close(): void {
    this.#listener = null
    // A half-open socket may take a minute to say that it closed: nobody waits for it, and nobody listens.
    this.#socket?.close(1000)
    this.#socket = null
  }

  #hear(data: unknown): void {
    const listener = this.#listener
    if (listener === null) return
    if (typeof data !== 'string') return this.#warn('a binary frame')
    let raw: unknown
    try {
      raw = JSON.parse(data)
    } catch {
      return this.#warn(`a frame of ${data.length} characters that is not JSON`)
    }
    const other = this.#agreed ? null : otherDialect(this.#line.dialect.name, raw)
    if (other) return this.#leave(other)
    const event = parse(this.#line.dialect.decode(raw))
    if (event.type === 'invalid') return this.#warn(event.problem)
    if (event.type === 'session.updated') this.#agreed = true
    this.#complaint = event.type === 'error' ? this.#told(event.error) : null
    listener.event(event, raw)
  }

  /** In the middle of a conversation a sentence may hold somebody's words, unless it is about the line. */
  #told(error: ServerErrorBody): string {
    const isAboutLine = !this.#agreed || meaningOf(error).kind === 'fatal'
    return isAboutLine ? sentenceOf(error) : codeOf(error)
  }

  #warn(what: string): void {
    this.#listener?.warning(new VoiceError('protocol_warning', { details: { what } }))
  }

  /** Nothing that is said on this line is understood. */
  #leave(other: OtherDialect): void {
    const socket = this.#socket
    this.#lose(this.#error('wrong_dialect', { ...other }))
    socket?.close(1000)
  }

  #lose(error: VoiceError): void {
    const listener = this.#listener
    this.#listener = null
    this.#socket = null
    listener?.lost(error)
  }

  #error(code: VoiceErrorCode, facts: Facts = {}): VoiceError {
    return lineError(this.#line, code, facts)
  }
}
