import { invalidEndpoint } from '../../protocol/invalidEndpoint.ts'
import { takesInit, type SocketInit } from '../../transport/takesInit.ts'
import type { WebSocketConstructor, WebSocketLike } from '../../transport/WebSocketTransport.ts'
import type { WebSocketOptions, WebSocketState } from './types.ts'

const STATES: readonly WebSocketState[] = ['connecting', 'open', 'closing', 'closed']

const listOf = (protocols: unknown): readonly string[] =>
  [protocols].flat().filter((one) => typeof one === 'string')

const fieldsOf = (headers: unknown): object =>
  typeof headers === 'object' && headers !== null ? headers : {}

const PASS_A_CLASS = 'Pass the class of the package ws as the third argument.'

function platformSocket(): WebSocketConstructor {
  if (typeof WebSocket !== 'undefined') return WebSocket
  throw invalidEndpoint('this runtime has no WebSocket to reach it with', PASS_A_CLASS)
}

/** The sockets of one client, made with its options. */
export class Sockets {
  /** The class that was given, with those options. */
  readonly WebSocket: WebSocketConstructor
  #last: WebSocketLike | null = null

  constructor(Given: WebSocketConstructor | undefined, options: WebSocketOptions) {
    const Implementation = Given ?? platformSocket()
    if (typeof Implementation !== 'function')
      throw invalidEndpoint('what was given as WebSocket is no class', PASS_A_CLASS)
    const keep = (socket: WebSocketLike) => (this.#last = socket)
    const { protocols, headers, ...more } = { protocols: [], headers: {}, ...options }
    const offered = listOf(protocols)
    const offer = (asked: string[]) => [...new Set([...asked, ...offered])]
    const send = (ours: SocketInit['headers'] = {}) => ({ ...fieldsOf(headers), ...ours })
    this.WebSocket = takesInit(Implementation)
      ? class extends Implementation {
          constructor(url: string, asked: SocketInit | string[] = []) {
            const ours = Array.isArray(asked) ? { protocols: asked, headers: {} } : asked
            super(url, { ...more, protocols: offer(ours.protocols), headers: send(ours.headers) })
            keep(this)
          }
        }
      : class extends Implementation {
          constructor(url: string, asked: string[] = [], ours?: Pick<SocketInit, 'headers'>) {
            super(url, offer(asked), { ...more, ...ours, headers: send(ours?.headers) })
            keep(this)
          }
        }
  }

  /** Of the last one; `null` before there is one. */
  get state(): WebSocketState | null {
    return (this.#last && STATES[this.#last.readyState]) ?? null
  }
}
