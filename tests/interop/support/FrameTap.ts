import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { FrameReader } from './FrameReader.ts'

/** One frame as it stood on the wire, parsed. */
export interface Frame {
  readonly type: string
  readonly [field: string]: unknown
}

/**
 * A wire between a client and the simulator that writes down all that the simulator says.
 *
 * It reads bytes, so that what is checked is what was sent and not what somebody says was sent.
 */
export class FrameTap {
  readonly frames: Frame[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(simulatorPort: number) {
    this.#server = createServer((client) => {
      const simulator = connect(simulatorPort, '127.0.0.1')
      const reader = new FrameReader((text) => this.frames.push(JSON.parse(text) as Frame))
      simulator.on('data', (bytes: Buffer) => reader.read(bytes))
      client.pipe(simulator)
      simulator.pipe(client)
      for (const socket of [client, simulator]) {
        this.#sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => this.#sockets.delete(socket))
      }
      client.on('close', () => simulator.destroy())
    })
  }

  static async open(simulatorPort: number): Promise<FrameTap> {
    const tap = new FrameTap(simulatorPort)
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve))
    return tap
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Frames of one type, in order. */
  of(type: string): readonly Frame[] {
    return this.frames.filter((frame) => frame.type === type)
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
