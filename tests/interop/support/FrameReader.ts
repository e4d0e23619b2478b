const END_OF_HEAD = '\r\n\r\n'
const CONTINUATION = 0
const TEXT = 1

/** Finds the text messages in what a WebSocket server sends: an HTTP answer, then unmasked frames. */
export class FrameReader {
  readonly #tell: (text: string) => void
  #waiting: Buffer = Buffer.alloc(0)
  #message: Buffer[] = []
  #isPastHead = false

  constructor(tell: (text: string) => void) {
    this.#tell = tell
  }

  read(bytes: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    if (!this.#isPastHead) {
      const end = this.#waiting.indexOf(END_OF_HEAD)
      if (end < 0) return
      this.#isPastHead = true
      this.#waiting = this.#waiting.subarray(end + END_OF_HEAD.length)
    }
    while (this.#readFrame());
  }

  #readFrame(): boolean {
    const data = this.#waiting
    if (data.length < 2) return false
    const short = data[1]! & 0x7f
    const head = short === 127 ? 10 : short === 126 ? 4 : 2
    if (data.length < head) return false
    const length =
      short === 127 ? Number(data.readBigUInt64BE(2)) : short === 126 ? data.readUInt16BE(2) : short
    if (data.length < head + length) return false
    this.#waiting = data.subarray(head + length)
    this.#take(data[0]!, data.subarray(head, head + length))
    return true
  }

  #take(first: number, payload: Buffer): void {
    const opcode = first & 0x0f
    if (opcode !== TEXT && opcode !== CONTINUATION) return
    this.#message.push(payload)
    if ((first & 0x80) === 0) return
    this.#tell(Buffer.concat(this.#message).toString('utf8'))
    this.#message = []
  }
}
