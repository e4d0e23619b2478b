import { inBrowser } from './credential.ts'
import type { WebSocketConstructor, WebSocketLike } from './WebSocketTransport.ts'

/** What goes with an address, in one object: how platforms outside of a page take it, as Node from 22 on. */
export interface SocketInit {
  readonly protocols: string[]
  readonly headers: Readonly<Record<string, string>>
}

export type InitConstructor = new (url: string, init?: SocketInit | string[]) => WebSocketLike

/**
 * Whether this is a platform's class that can have headers, and has them beside the protocols.
 *
 * Platforms write the interface's name on their classes (Web IDL, section 3.7.6); that of `ws`, which wants headers in a
 * third argument, has none, also where it was put in the platform's place.
 */
export const takesInit = (Class: WebSocketConstructor): Class is InitConstructor =>
  !inBrowser() && Object.prototype.toString.call(Class.prototype) === '[object WebSocket]'
