import type { Socket } from 'node:net'
import { Doses } from './Doses.ts'
import { Pipe } from './Pipe.ts'
import type { Toxic } from './Toxic.ts'

export interface ProxyConnectionOptions {
  readonly client: Socket
  /** On its way to the target. */
  readonly target: Socket
  readonly toxics: readonly Toxic[]
  readonly random: () => number
  readonly log: (line: string) => void
  /** Told once, when both sockets are gone. */
  readonly gone: () => void
}

/** One client's way to the target and back. */
export class ProxyConnection {
  readonly #sockets: readonly Socket[]
  readonly #doses: Doses
  readonly #pipes: readonly Pipe[]
  readonly #timers = new Map<Toxic, ReturnType<typeof setTimeout>>()

  constructor(options: ProxyConnectionOptions) {
    const { client, target, random, gone } = options
    this.#sockets = [client, target]
    this.#doses = new Doses(random)
    const shared = { doses: this.#doses, random, spent: () => this.#finish() }
    this.#pipes = [
      new Pipe({ ...shared, from: client, to: target, stream: 'upstream' }),
      new Pipe({ ...shared, from: target, to: client, stream: 'downstream' }),
    ]
    let open = 2
    for (const socket of this.#sockets) {
      // Small pieces must not be gathered into large ones again.
      socket.setNoDelay(true)
      socket.on('error', (error) => {
        options.log(`A connection broke: ${error.message}`)
        this.reset()
      })
      socket.on('close', () => {
        open -= 1
        if (open > 0) return
        this.#stop()
        gone()
      })
    }
    this.use(options.toxics)
  }

  /** These are the toxics now. */
  use(toxics: readonly Toxic[]): void {
    this.#doses.set(toxics)
    const laid = this.#doses.all
    for (const [toxic, timer] of this.#timers)
      if (!laid.some((one) => one === toxic)) {
        clearTimeout(timer)
        this.#timers.delete(toxic)
      }
    for (const toxic of laid) {
      if (this.#timers.has(toxic)) continue
      if (toxic.type === 'reset')
        this.#timers.set(
          toxic,
          setTimeout(() => this.reset(), toxic.timeoutMs),
        )
      if (toxic.type === 'timeout' && toxic.timeoutMs > 0)
        this.#timers.set(
          toxic,
          setTimeout(() => this.cut(), toxic.timeoutMs),
        )
    }
    for (const pipe of this.#pipes) pipe.changed()
  }

  cut(): void {
    this.#stop()
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Both sides see ECONNRESET. */
  reset(): void {
    this.#stop()
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** What was written still arrives. */
  #finish(): void {
    this.#stop()
    for (const socket of this.#sockets) socket.destroySoon()
  }

  #stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const pipe of this.#pipes) pipe.cut()
  }
}
