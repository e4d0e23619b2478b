import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { closeMeaning } from '../protocol/closeCodes.ts'
import type { LineRequest } from '../protocol/lineRequest.ts'
import { parse } from '../protocol/serverEvents.ts'
import type { Transport, TransportListener } from './Transport.ts'

/** As much of a WebSocket as we use: the platform's, or that of `ws` in Node. */
export interface WebSocketLike {
  readonly readyState: number
  send(data: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open' | 'error', listener: () => void): void
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
  #opened = false

  constructor(line: LineRequest, WebSocket: WebSocketConstructor) {
    this.#line = line
    this.#WebSocket = WebSocket
  }

  open(listener: TransportListener): void {
    this.#listener = listener
    const { url, protocols, headers } = this.#line
    const options = Object.keys(headers).length > 0 ? [{ headers }] : []
    try {
      this.#socket = new this.#WebSocket(url, [...protocols], ...options)
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
    this.#socket.addEventListener('error', () => undefined)
    this.#socket.addEventListener('close', ({ code, reason }) =>
      this.#lose(this.#closed(code, reason)),
    )
  }

  send(event: ClientEvent): void {
    if (this.#listener === null || this.#socket?.readyState !== OPEN) return
    this.#socket.send(JSON.stringify(this.#line.dialect.encode(event)))
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
    const event = parse(this.#line.dialect.decode(raw))
    if (event.type === 'invalid') return this.#warn(event.problem)
    listener.event(event, raw)
  }

  #warn(what: string): void {
    this.#listener?.warning(new VoiceError('protocol_warning', { details: { what } }))
  }

  #lose(error: VoiceError): void {
    const listener = this.#listener
    this.#listener = null
    this.#socket = null
    listener?.lost(error)
  }

  #closed(closeCode: number, reason: string): VoiceError {
    // A refused handshake is 1006 with no reason: the page is not told more.
    if (!this.#opened && (closeCode === 1006 || closeCode === 1005))
      return this.#error('endpoint_unreachable')
    if (reason.includes('beta_api_shape_disabled'))
      return this.#error('wrong_dialect', { reason: 'the beta is switched off' })
    if (/model|deployment/.test(reason) && closeCode >= 4000)
      return this.#error('deployment_not_found')
    if (/session_expired|maximum duration/.test(reason)) return this.#error('session_expired')
    const code = closeMeaning(closeCode)
    return this.#error(code, { closeCode, ...(reason !== '' && { reason: reason.slice(0, 123) }) })
  }

  #error(
    code: VoiceError['code'],
    more: { cause?: unknown; reason?: string; closeCode?: number } = {},
  ): VoiceError {
    const { host, model, dialect } = this.#line
    const { cause, ...facts } = more
    const details = { host, name: model, dialect: dialect.name, service: host, ...facts }
    return new VoiceError(code, cause === undefined ? { details } : { details, cause })
  }
}
