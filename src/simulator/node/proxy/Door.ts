import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { SimulatorError } from '../../SimulatorError.ts'

const HOST = '127.0.0.1'

/** A port on loopback that can be shut and opened again; what is asked last is what it ends as. */
export class Door {
  readonly #onSocket: (socket: Socket) => void
  #server: Server | null = null
  #port = 0
  #done: Promise<unknown> = Promise.resolve()

  constructor(onSocket: (socket: Socket) => void) {
    this.#onSocket = onSocket
  }

  /** @returns Its port. @throws {@link SimulatorError} `port_in_use`, `option_invalid` */
  open(port: number): Promise<number> {
    return this.#after(async () => {
      if (this.#server !== null) return this.#port
      const server = createServer({ allowHalfOpen: true }, this.#onSocket)
      this.#port = await listen(server, port)
      this.#server = server
      return this.#port
    })
  }

  /** @returns When every socket that came through it is gone, too. */
  shut(): Promise<void> {
    return this.#after(async () => {
      const server = this.#server
      this.#server = null
      if (server !== null) await new Promise((resolve) => server.close(resolve))
    })
  }

  /** One thing at a time, in the order in which they were asked for. */
  #after<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#done.then(step)
    this.#done = result.catch(() => undefined)
    return result
  }
}

function listen(server: Server, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SimulatorError(
      'option_invalid',
      `port must be a whole number from 0 to 65535, not ${port}.`,
    )
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE'
      const message = isTaken
        ? `Port ${port} is in use. Stop what listens there, or choose another port.`
        : `Port ${port} cannot be used: ${cause.message}`
      reject(new SimulatorError(isTaken ? 'port_in_use' : 'option_invalid', message, { cause }))
    })
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}
