import { ChunkPool, type ChunkList } from './ChunkPool.ts'

export interface ItemCount {
  readonly itemId: string
  /** Samples that have left the queue, including those under a fade. */
  readonly playedSamples: number
  readonly receivedSamples: number
}

export interface QueuedItem {
  readonly id: string
  readonly list: ChunkList
  receivedSamples: number
  started: boolean
  ended: boolean
}

/** The items that are not over yet, in the order in which they came, with the audio of each that still waits. */
export class QueuedItems {
  readonly #pool: ChunkPool
  #items: QueuedItem[] = []

  constructor(slots?: number) {
    this.#pool = new ChunkPool(slots)
  }

  /** Keeps `samples`. None at all make an item as well: whoever ends it waits to hear that it is over. */
  push(itemId: string, samples: Int16Array): void {
    let item = this.#find(itemId)
    if (item === undefined) {
      const list = this.#pool.list()
      item = { id: itemId, list, receivedSamples: 0, started: false, ended: false }
      this.#items.push(item)
    }
    this.#pool.append(item.list, samples)
    item.receivedSamples += samples.length
  }

  end(itemId: string): void {
    const item = this.#find(itemId)
    if (item) item.ended = true
  }

  /** The oldest that has audio. */
  waiting(): QueuedItem | null {
    for (const item of this.#items) if (item.list.samples > 0) return item
    return null
  }

  /** Moves samples into `output`, at most up to `to`, and answers where it stopped. */
  read(item: QueuedItem, output: Float32Array, from: number, to: number): number {
    return this.#pool.read(item.list, output, from, to)
  }

  /** Takes out the oldest that is over, and not `spared`. `null` when there is none. */
  takeOver(spared: QueuedItem | null): QueuedItem | null {
    let isBehindSound = false
    for (let i = 0; i < this.#items.length; i++) {
      const item = this.#items[i]!
      const isDue = item !== spared && item.list.samples === 0
      // One without a sample has its turn when the sound before it has gone.
      if (isDue && item.ended && !(isBehindSound && item.receivedSamples === 0)) {
        this.#items.splice(i, 1)
        return item
      }
      isBehindSound ||= !isDue
    }
    return null
  }

  /** Drops everything, and answers what had become of it. */
  clear(): readonly ItemCount[] {
    const counts = this.#items.map(count)
    for (const { list } of this.#items) this.#pool.clear(list)
    this.#items = []
    return counts
  }

  #find(itemId: string): QueuedItem | undefined {
    return this.#items.find(({ id }) => id === itemId)
  }
}

export const count = ({ id, receivedSamples, list }: QueuedItem): ItemCount => ({
  itemId: id,
  playedSamples: receivedSamples - list.samples,
  receivedSamples,
})
