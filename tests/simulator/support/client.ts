import WebSocket, { type ClientOptions } from 'ws'
import { expect } from 'vitest'
import { parse } from '../../../src/protocol/serverEvents.ts'

import type { Heard } from './Heard.ts'

/** A client with no knowledge of the protocol beyond JSON. Refuses every frame that our own client would not know. */
export class Client {
  readonly socket: WebSocket
  readonly events: Heard[] = []
  readonly #waiting = new Set<() => void>()
  closed: { readonly code: number; readonly reason: string } | null = null

  constructor(url: string, protocols: string[] = ['realtime'], options: ClientOptions = {}) {
    this.socket = new WebSocket(url, protocols, options)
    this.socket.on('message', (data: Buffer) => {
      const event: unknown = JSON.parse(data.toString())
      expect(parse(event)).toMatchObject({ type: (event as Heard).type })
      this.events.push(event as Heard)
      this.#wake()
    })
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.#wake()
    })
    this.socket.on('error', () => undefined)
  }

  say(event: object): void {
    this.socket.send(JSON.stringify(event))
  }

  /** The first event of this type that is not before `from`. */
  async hear(type: string, from = 0): Promise<Heard> {
    return this.until(() => this.events.slice(from).find((event) => event.type === type))
  }

  async until<T>(find: () => T | null | undefined | false): Promise<T> {
    for (;;) {
      const found = find()
      if (found) return found
      if (this.closed !== null)
        throw new Error(`the line was closed: ${JSON.stringify(this.closed)}`)
      await this.#next()
    }
  }

  async end(): Promise<{ readonly code: number; readonly reason: string }> {
    while (this.closed === null) await this.#next()
    return this.closed
  }

  close(): Promise<unknown> {
    this.socket.close(1000)
    return this.end()
  }

  get types(): readonly string[] {
    return this.events.map(({ type }) => type)
  }

  #next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}
