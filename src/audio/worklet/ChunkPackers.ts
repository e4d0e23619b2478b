import { ChunkPacker, type PackedChunk } from './ChunkPacker.ts'
import type { CapturedChunk } from './voiceMessages.ts'

/** One packer for each rate that somebody wants: usually one. Runs in the audio thread. */
export class ChunkPackers {
  readonly #inputRateHz: number
  readonly #chunkMs: number
  readonly #emit: (chunk: CapturedChunk) => void
  #ratesHz: readonly number[] = []
  #packers: readonly ChunkPacker[] = []
  #muted = false

  constructor(
    inputRateHz: number,
    ratesHz: readonly number[],
    chunkMs: number,
    emit: (chunk: CapturedChunk) => void,
  ) {
    this.#inputRateHz = inputRateHz
    this.#chunkMs = chunkMs
    this.#emit = emit
    this.setRates(ratesHz)
  }

  push(input: Float32Array): void {
    for (const packer of this.#packers) packer.push(input)
  }

  setMuted(muted: boolean): void {
    this.#muted = muted
    for (const packer of this.#packers) packer.setMuted(muted)
  }

  /** All chunks end here, and the next ones begin here, so that a listener may change over without a gap. */
  setRates(ratesHz: readonly number[]): void {
    const before = new Map(this.#packers.map((packer, i) => [this.#ratesHz[i]!, packer]))
    for (const [rateHz, packer] of before) {
      if (!ratesHz.includes(rateHz)) packer.end()
      packer.cut()
    }
    this.#ratesHz = ratesHz
    this.#packers = ratesHz.map((rateHz) => before.get(rateHz) ?? this.#packer(rateHz))
  }

  flush(): void {
    for (const packer of this.#packers) packer.flush()
  }

  #packer(rateHz: number): ChunkPacker {
    const hand = (chunk: PackedChunk) => this.#emit({ ...chunk, rateHz, ratesHz: this.#ratesHz })
    const packer = new ChunkPacker(this.#inputRateHz, rateHz, this.#chunkMs, hand)
    if (this.#muted) packer.setMuted(true)
    return packer
  }
}
