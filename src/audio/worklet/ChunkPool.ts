const NONE = -1
const EMPTY = new Int16Array(0)
/** A power of two: to multiply by it is as exact as to divide. */
const PCM16_STEP = 1 / 32768

/** Chunks of one item, first to last, as slots of a {@link ChunkPool}. */
export interface ChunkList {
  first: number
  last: number
  /** Samples of the first chunk that have been read already. */
  read: number
  /** Samples not read yet. */
  samples: number
}

/**
 * Room for waiting chunks, made before it is needed: growing or allocating in the audio thread costs it
 * its compiled code, and shifting an array costs more the more is queued.
 *
 * Chunks are kept, not copied. Lists of several items share the slots.
 */
export class ChunkPool {
  #chunks: Int16Array[]
  #next: Int32Array
  #free: number

  constructor(slots = 8192) {
    this.#chunks = new Array<Int16Array>(slots).fill(EMPTY)
    this.#next = Int32Array.from({ length: slots }, (_, slot) => slot + 1)
    this.#next[slots - 1] = NONE
    this.#free = 0
  }

  list(): ChunkList {
    return { first: NONE, last: NONE, read: 0, samples: 0 }
  }

  append(list: ChunkList, chunk: Int16Array): void {
    if (chunk.length === 0) return
    if (this.#free === NONE) this.#grow()
    const slot = this.#free
    this.#free = this.#next[slot]!
    this.#chunks[slot] = chunk
    this.#next[slot] = NONE
    if (list.first === NONE) list.first = slot
    else this.#next[list.last] = slot
    list.last = slot
    list.samples += chunk.length
  }

  /** Moves samples, -1 to 1, into `output` from `from` on, at most up to `to`. Answers where it stopped. */
  read(list: ChunkList, output: Float32Array, from: number, to: number): number {
    let at = from
    while (at < to && list.first !== NONE) {
      const chunk = this.#chunks[list.first]!
      const { read } = list
      const count = Math.min(to - at, chunk.length - read)
      for (let i = 0; i < count; i++) output[at + i] = chunk[read + i]! * PCM16_STEP
      at += count
      list.read += count
      list.samples -= count
      if (list.read === chunk.length) this.#dropFirst(list)
    }
    return at
  }

  clear(list: ChunkList): void {
    while (list.first !== NONE) this.#dropFirst(list)
    list.samples = 0
  }

  #dropFirst(list: ChunkList): void {
    const slot = list.first
    list.first = this.#next[slot]!
    list.read = 0
    this.#chunks[slot] = EMPTY
    this.#next[slot] = this.#free
    this.#free = slot
  }

  #grow(): void {
    const from = this.#chunks.length
    const next = new Int32Array(from * 2)
    next.set(this.#next)
    for (let slot = from; slot < next.length; slot++) {
      this.#chunks.push(EMPTY)
      next[slot] = slot + 1
    }
    next[next.length - 1] = NONE
    this.#next = next
    this.#free = from
  }
}
