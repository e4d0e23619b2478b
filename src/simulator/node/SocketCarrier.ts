import type { WebSocket } from 'ws'

export interface SocketCarrierOptions {
  readonly socket: WebSocket
  /** Told each event that goes out. */
  readonly sent: (event: object) => void
  /** Told once, when more waits for a client that does not read than memory should hold. */
  readonly flooded: (bytes: number) => void
}

/** About eleven minutes of sound, which no client that reads ever has waiting. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024
const GOODBYE_MS = 250

/** Carries frames over a WebSocket, and keeps an eye on those that are not read. */
export class SocketCarrier {
  readonly #options: SocketCarrierOptions
  #resume: ReturnType<typeof setTimeout> | undefined
  #readAgainMs = 0
  #isFlooded = false

  constructor(options: SocketCarrierOptions) {
    this.#options = options
    options.socket.on('close', () => clearTimeout(this.#resume))
  }

  send(text: string, event: object | null): void {
    const { socket, sent } = this.#options
    sent(event ?? { type: 'not JSON', length: text.length })
    socket.send(text)
    this.#watch()
  }

  sendRaw(data: string | Uint8Array): void {
    this.#options.socket.send(data)
    this.#watch()
  }

  ping(): void {
    this.#options.socket.ping()
  }

  /** Of two pauses the one that ends later counts. */
  pauseRead(ms: number): void {
    const { socket } = this.#options
    this.#readAgainMs = Math.max(this.#readAgainMs, Date.now() + ms)
    socket.pause()
    clearTimeout(this.#resume)
    this.#resume = setTimeout(() => socket.resume(), this.#readAgainMs - Date.now())
  }

  /** @returns When the socket is gone; a client that does not answer is cut off. */
  close(code: number, reason: string): Promise<void> {
    const { socket } = this.#options
    const gone = this.#gone()
    socket.close(code, reason)
    const impatience = setTimeout(() => socket.terminate(), GOODBYE_MS)
    return gone.finally(() => clearTimeout(impatience))
  }

  terminate(): void {
    this.#options.socket.terminate()
  }

  #watch(): void {
    const { socket, flooded } = this.#options
    if (this.#isFlooded || socket.bufferedAmount <= MAX_WAITING_BYTES) return
    this.#isFlooded = true
    flooded(socket.bufferedAmount)
  }

  #gone(): Promise<void> {
    const { socket } = this.#options
    return new Promise((resolve) => {
      if (socket.readyState === socket.CLOSED) resolve()
      else socket.once('close', () => resolve())
    })
  }
}
