import type { Socket } from 'node:net'
import type { Doses, Stream } from './Doses.ts'
import { latencyMs, rateOf, sliceOf } from './doseSizes.ts'
import { Naps } from './Naps.ts'

export interface PipeOptions {
  readonly from: Socket
  readonly to: Socket
  readonly stream: Stream
  readonly doses: Doses
  readonly random: () => number
  /** Nothing may pass any more: end the connection. */
  readonly spent: () => void
}

interface Chunk {
  readonly bytes: Buffer
  readonly atMs: number
  /** -1 to 1: where in the jitter it lies. */
  readonly luck: number
}

/** As much as a pipe holds back; then the sender is not read, as on a line that is really full. */
const MAX_HELD_BYTES = 1024 * 1024
/** So that a slow line trickles, and does not gulp. */
const TRICKLE_MS = 20

/** Carries the bytes of one direction, in order, as the toxics let it. */
export class Pipe {
  readonly #options: PipeOptions
  readonly #naps = new Naps()
  #held: Chunk[] = []
  #heldBytes = 0
  #passedBytes = 0
  /** Before this nothing more is written. */
  #nextMs = 0
  #endedMs: number | null = null
  #isCut = false

  constructor(options: PipeOptions) {
    this.#options = options
    const { from, to } = options
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('end', () => {
      this.#endedMs = performance.now()
      this.#naps.wake()
    })
    to.on('drain', () => this.#naps.wake())
    void this.#run()
  }

  /** The toxics are others now. */
  changed(): void {
    this.#nextMs = 0
    this.#naps.wake()
  }

  /** Carries nothing any more. */
  cut(): void {
    this.#isCut = true
    this.#naps.wake()
  }

  #take(bytes: Buffer): void {
    const luck = this.#options.random() * 2 - 1
    this.#held.push({ bytes, atMs: performance.now(), luck })
    this.#heldBytes += bytes.length
    if (this.#heldBytes > MAX_HELD_BYTES) this.#options.from.pause()
    this.#naps.wake()
  }

  async #run(): Promise<void> {
    const { from } = this.#options
    while (!this.#isCut) {
      const [chunk] = this.#held
      if (chunk) {
        await this.#carry(chunk)
        this.#held.shift()
        this.#heldBytes -= chunk.bytes.length
        if (this.#heldBytes <= MAX_HELD_BYTES) from.resume()
      } else if (this.#endedMs !== null) {
        return this.#end(this.#endedMs)
      } else await this.#naps.sleep(Infinity)
    }
  }

  async #carry({ bytes, atMs, luck }: Chunk): Promise<void> {
    const { doses, stream, to } = this.#options
    await this.#until(() => atMs + latencyMs(doses, stream, luck))
    if (doses.of(stream, 'timeout').length > 0) return
    for (let at = 0; at < bytes.length;) {
      await this.#until(() => (rateOf(doses, stream) === 0 ? Infinity : this.#nextMs))
      while (to.writableNeedDrain && !this.#isCut) await this.#naps.sleep(Infinity)
      if (this.#isCut) return
      const rate = rateOf(doses, stream)
      const slice = sliceOf(doses, stream, this.#options.random)
      const piece = bytes.subarray(at, at + Math.min(slice.bytes, Math.ceil(rate * TRICKLE_MS)))
      at += piece.length
      this.#nextMs = Math.max(this.#nextMs, performance.now()) + piece.length / rate + slice.gapMs
      this.#write(piece)
    }
  }

  #write(piece: Buffer): void {
    const { doses, stream, to, spent } = this.#options
    const limit = Math.min(Infinity, ...doses.of(stream, 'limit').map(({ bytes }) => bytes))
    const allowed = piece.subarray(0, Math.max(0, limit - this.#passedBytes))
    this.#passedBytes += allowed.length
    if (allowed.length > 0) to.write(allowed)
    if (this.#passedBytes >= limit) spent()
  }

  async #end(endedMs: number): Promise<void> {
    await this.#until(() => this.#endMs(endedMs))
    if (!this.#isCut) this.#options.to.end()
  }

  #endMs(endedMs: number): number {
    const { doses, stream } = this.#options
    if (doses.of(stream, 'timeout').length > 0) return Infinity
    return endedMs + Math.max(0, ...doses.of(stream, 'slowClose').map(({ delayMs }) => delayMs))
  }

  /** Waits for a moment, which other toxics may move. Less than a timer can measure is let pass. */
  async #until(momentMs: () => number): Promise<void> {
    for (;;) {
      const leftMs = momentMs() - performance.now()
      if (leftMs < 1 || this.#isCut) return
      await this.#naps.sleep(leftMs)
    }
  }
}
