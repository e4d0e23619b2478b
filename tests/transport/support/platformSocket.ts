import { WebSocket } from 'ws'
import type {
  WebSocketConstructor,
  WebSocketLike,
} from '../../../src/transport/WebSocketTransport.ts'

interface Init {
  readonly protocols?: string[]
  readonly headers?: Record<string, string>
}

/**
 * The class of Node from 22 on, which the Node that runs these tests may lack: it takes headers in its second argument
 * and looks at no third, and it does not say why a line was refused.
 */
export function platformSocket() {
  const asked: Init[] = []
  class PlatformSocket implements WebSocketLike {
    readonly #socket: WebSocket

    constructor(url: string, given: string[] | Init = []) {
      const init = Array.isArray(given) ? { protocols: given } : given
      asked.push(init)
      this.#socket = new WebSocket(url, init.protocols ?? [], { headers: init.headers ?? {} })
    }

    get readyState(): number {
      return this.#socket.readyState
    }

    send(data: string): void {
      this.#socket.send(data)
    }

    close(code?: number): void {
      this.#socket.close(code)
    }

    addEventListener(type: string, listener: (event: never) => void): void {
      const tell = type === 'error' ? () => listener(new Event(type) as never) : listener
      this.#socket.addEventListener(type as 'close', tell as (event: object) => void)
    }
  }
  Object.defineProperty(PlatformSocket.prototype, Symbol.toStringTag, { value: 'WebSocket' })
  const Socket: WebSocketConstructor = PlatformSocket
  return { Socket, asked }
}
