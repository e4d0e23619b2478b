import { connect, type Socket } from 'node:net'

export interface FrameParts {
  /** Default a text frame. */
  readonly opcode?: number
  readonly fin?: boolean
  /** The three reserved bits: 4 is RSV1. */
  readonly rsv?: number
  readonly masked?: boolean
  readonly payload?: string | Buffer
  /** What the header says, whatever follows. */
  readonly declares?: bigint
}

/** One WebSocket frame as a client would send it, or as no client should. */
export function frame(parts: FrameParts = {}): Buffer {
  const { opcode = 1, fin = true, rsv = 0, masked = true, payload = '', declares } = parts
  const body = Buffer.from(payload)
  const length = declares ?? BigInt(body.length)
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode]
  const mask = masked ? 0x80 : 0
  if (length < 126n) head.push(mask | Number(length))
  else if (length < 65_536n) head.push(mask | 126, Number(length >> 8n), Number(length & 0xffn))
  else {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(length)
    head.push(mask | 127, ...bytes)
  }
  const key = Buffer.from([1, 2, 3, 4])
  const hidden = body.map((byte, index) => byte ^ key[index % 4]!)
  return Buffer.concat([Buffer.from(head), ...(masked ? [key, hidden] : [body])])
}

export const closeFrame = (code: number, reason: string | Buffer = '') =>
  frame({
    opcode: 8,
    payload: Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]),
  })

const CLOSE = 8

/** A WebSocket client that is only bytes, and checks nothing. */
export class RawSocket {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #isGone = false
  #wake: () => void = () => undefined

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.on('data', (data) => {
      this.#received = Buffer.concat([this.#received, data])
      this.#wake()
    })
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => {
      this.#isGone = true
      this.#wake()
    })
  }

  static async open(port: number, path = '/v1/realtime?model=m'): Promise<RawSocket> {
    const socket = new RawSocket(port)
    socket.send(upgrade(path))
    await socket.#until(() => socket.#received.includes('\r\n\r\n'))
    const end = socket.#received.indexOf('\r\n\r\n') + 4
    if (!socket.#received.subarray(0, end).includes('101')) throw new Error('no line was opened')
    socket.#received = socket.#received.subarray(end)
    return socket
  }

  send(data: string | Buffer): void {
    this.#socket.write(data)
  }

  /** No more is sent; what comes is still read. */
  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** All that came before the other side hung up, as text. */
  async rest(): Promise<string> {
    await this.#until(() => this.#isGone)
    return this.#received.toString('latin1')
  }

  /** The next frame of this opcode; `null` when the line was cut without. */
  async next(opcode: number): Promise<Buffer | null> {
    for (;;) {
      const found = this.#take()
      if (found?.opcode === opcode) return found.payload
      if (found) continue
      if (this.#isGone) return null
      await this.#change()
    }
  }

  /** How the other side closed: its code, `none` when it named none, or `cut` with no word. */
  async closing(): Promise<number | 'none' | 'cut'> {
    const payload = await this.next(CLOSE)
    if (payload === null) return 'cut'
    return payload.length < 2 ? 'none' : payload.readUInt16BE(0)
  }

  #take(): { readonly opcode: number; readonly payload: Buffer } | null {
    const bytes = this.#received
    const short = (bytes[1] ?? 0) & 0x7f
    const start = short === 126 ? 4 : short === 127 ? 10 : 2
    if (bytes.length < start) return null
    const length =
      short === 126 ? bytes.readUInt16BE(2) : short === 127 ? bytes.readUInt32BE(6) : short
    if (bytes.length < start + length) return null
    this.#received = bytes.subarray(start + length)
    return { opcode: bytes[0]! & 0xf, payload: bytes.subarray(start, start + length) }
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      if (this.#isGone) throw new Error(`the other side hung up: ${this.#received.toString()}`)
      await this.#change()
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }
}

export const upgrade = (path: string, ...headers: readonly string[]) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...headers,
    '\r\n',
  ].join('\r\n')
