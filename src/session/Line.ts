import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import { GA, type Dialect } from '../protocol/dialect.ts'
import { lineRequest } from '../protocol/lineRequest.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'
import { askCredential, inBrowser } from '../transport/credential.ts'
import type { Transport, TransportFactory } from '../transport/Transport.ts'

export interface LineListener {
  authorized(expiresAt: Date | null): void
  opened(): void
  event(event: ServerEvent, raw: unknown): void
  warning(problem: VoiceError): void
  lost(error: VoiceError): void
}

/** An endpoint that brings its own way to carry events, as the simulator in the page does. */
export type ConnectableEndpoint = Endpoint & { readonly transport?: TransportFactory | undefined }

const missing = (part: string) => (cause: unknown) => {
  throw new VoiceError('part_load_failed', { details: { part }, cause })
}

/** What only some lines need is loaded by the first of them. */
const loadWebSocket = (): Promise<TransportFactory> =>
  import('../transport/websocket.ts').then(({ websocket }) => websocket(), missing('transport'))

const dialectOf = ({ dialect }: Endpoint): Dialect | Promise<Dialect> =>
  dialect === 'GA'
    ? GA
    : import('../protocol/flat.ts').then(({ flat }) => flat, missing('flat dialect'))

/**
 * One attempt to have a line, from the credential to the end. Used once.
 *
 * Once closed or lost it is deaf: whatever of the old attempt still comes in is not believed.
 */
export class Line {
  readonly #endpoint: ConnectableEndpoint
  readonly #abort = new AbortController()
  #listener: LineListener | null
  #transport: Transport | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(endpoint: ConnectableEndpoint, listener: LineListener) {
    this.#endpoint = endpoint
    this.#listener = listener
  }

  /** @param timeoutMs - For everything up to `settled()`: credential, socket, first reply. */
  open(transport: TransportFactory | undefined, timeoutMs: number): void {
    const { host } = this.#endpoint
    this.#timer = setTimeout(() => {
      const details = { host, seconds: Math.round(timeoutMs / 1000) }
      this.#lose(new VoiceError('connect_timeout', { details }))
    }, timeoutMs)
    this.#attempt(transport).catch((cause: unknown) => {
      this.#lose(
        cause instanceof VoiceError
          ? cause
          : new VoiceError('endpoint_unreachable', { details: { host }, cause }),
      )
    })
  }

  async #attempt(given: TransportFactory | undefined): Promise<void> {
    const endpoint = this.#endpoint
    const factory = endpoint.transport ?? given
    // Beside the credential, not after it.
    const parts = Promise.all([factory ?? loadWebSocket(), dialectOf(endpoint)])
    parts.catch(() => undefined)
    const credential = await askCredential(endpoint, this.#abort.signal)
    const [transport, dialect] = await parts
    if (this.#listener === null) return
    this.#listener.authorized(credential?.expiresAt ?? null)
    const request = lineRequest(endpoint, credential?.value ?? null, {
      canSetHeaders: !inBrowser(),
      dialect,
    })
    this.#transport = transport(request)
    this.#transport.open({
      opened: () => this.#listener?.opened(),
      event: (event, raw) => this.#listener?.event(event, raw),
      warning: (problem) => this.#listener?.warning(problem),
      lost: (error) => this.#lose(error),
    })
  }

  /** The service accepted our settings: from here on silence is no fault. */
  settled(): void {
    clearTimeout(this.#timer)
  }

  send(event: ClientEvent): void {
    this.#transport?.send(event)
  }

  /** Safe at any time. Nothing is reported afterwards. */
  close(): void {
    this.#listener = null
    clearTimeout(this.#timer)
    this.#abort.abort()
    this.#transport?.close()
    this.#transport = null
  }

  #lose(error: VoiceError): void {
    const listener = this.#listener
    this.close()
    listener?.lost(error)
  }
}
