import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import { GA, type Dialect } from '../protocol/dialect.ts'
import { lineRequest } from '../protocol/lineRequest.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'
import { askCredential } from '../transport/credential.ts'
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

const dialectOf = ({ dialect, url }: Endpoint): Dialect | Promise<Dialect> =>
  dialect === 'GA'
    ? GA
    : import('../protocol/flat.ts').then(({ flatAt }) => flatAt(url), missing('flat dialect'))

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

  /**
   * @param timeoutMs - For everything up to `settled()`: credential, socket, first reply.
   * @param ready - Whether its events can be worked on: it is not opened before.
   */
  open(transport: TransportFactory | undefined, timeoutMs: number, ready: Promise<void>): void {
    const { host, tokenUrl, getToken } = this.#endpoint
    const hasSecret = (tokenUrl ?? getToken) !== undefined
    this.#timer = setTimeout(() => {
      const seconds = Math.round(timeoutMs / 1000)
      this.#lose(
        hasSecret && this.#transport === null
          ? new VoiceError('token_failed', { details: { reason: `no answer within ${seconds} s` } })
          : new VoiceError('connect_timeout', { details: { host, seconds } }),
      )
    }, timeoutMs)
    this.#attempt(transport, ready).catch((cause: unknown) => {
      this.#lose(
        cause instanceof VoiceError
          ? cause
          : // Whoever cannot open a line may say which one, and with it the secret.
            new VoiceError('endpoint_unreachable', {
              details: { host },
              ...(!hasSecret && { cause }),
            }),
      )
    })
  }

  async #attempt(given: TransportFactory | undefined, ready: Promise<void>): Promise<void> {
    const endpoint = this.#endpoint
    const factory = endpoint.transport ?? given
    // Beside the credential, not after it.
    const parts = Promise.all([factory ?? loadWebSocket(), dialectOf(endpoint), ready])
    parts.catch(() => undefined)
    const credential = await askCredential(endpoint, this.#abort.signal)
    const [transport, dialect] = await parts
    if (this.#listener === null) return
    this.#listener.authorized(credential?.expiresAt ?? null)
    const line = lineRequest(endpoint, dialect)
    this.#transport = transport(credential?.carriedBy(line) ?? line)
    this.#transport.open({
      opened: () => this.#listener?.opened(),
      event: (event, raw) => this.#listener?.event(event, raw),
      warning: (problem) => this.#listener?.warning(problem),
      lost: (error) => this.#lose(credential?.explain(error) ?? error),
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
