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
  /** Higher than that of any item that came before it. */
  readonly order: number
  receivedSamples: number
  started: boolean
  ended: boolean
  /** Whether it was silent between two of its samples. */
  torn: boolean
}

/**
 * The items that are not over yet, in the order in which they came, with the audio of each that still waits.
 *
 * They are gone through only when one begins or ends: what is asked for every block costs the same however many there are.
 */
export class QueuedItems {
  readonly #pool: ChunkPool
  readonly #byId = new Map<string, QueuedItem>()
  #items: QueuedItem[] = []
  #oldestWaiting: QueuedItem | null = null
  /** Whether one may have come to its end since they were last gone through. */
  #mayBeOver = false
  #order = 0

  constructor(slots?: number) {
    this.#pool = new ChunkPool(slots)
  }

  /** Keeps `samples`. None at all make an item as well: whoever ends it waits to hear that it is over. */
  push(itemId: string, samples: Int16Array): void {
    const item = this.#byId.get(itemId) ?? this.#add(itemId)
    this.#pool.append(item.list, samples)
    item.receivedSamples += samples.length
    if (item.list.samples === 0) return
    if (this.#oldestWaiting === null || item.order < this.#oldestWaiting.order)
      this.#oldestWaiting = item
  }

  end(itemId: string): void {
    const item = this.#byId.get(itemId)
    if (!item) return
    item.ended = true
    this.#mayBeOver = true
  }

  /** The oldest that has audio. */
  waiting(): QueuedItem | null {
    return this.#oldestWaiting
  }

  /** Moves samples into `output`, at most up to `to`, and answers where it stopped. */
  read(item: QueuedItem, output: Float32Array, from: number, to: number): number {
    const end = this.#pool.read(item.list, output, from, to)
    if (item.list.samples === 0) {
      this.#mayBeOver = true
      if (item === this.#oldestWaiting) this.#oldestWaiting = this.#findWaiting()
    }
    return end
  }

  /** Takes out the oldest that is over, and not `spared`. `null` when there is none. */
  takeOver(spared: QueuedItem | null): QueuedItem | null {
    if (!this.#mayBeOver) return null
    let isBehindSound = false
    for (let i = 0; i < this.#items.length; i++) {
      const item = this.#items[i]!
      const isDue = item !== spared && item.list.samples === 0
      // One without a sample has its turn when the sound before it has gone.
      if (isDue && item.ended && !(isBehindSound && item.receivedSamples === 0)) {
        this.#items.splice(i, 1)
        this.#byId.delete(item.id)
        return item
      }
      isBehindSound ||= !isDue
    }
    this.#mayBeOver = spared?.list.samples === 0
    return null
  }

  /** Drops everything, and answers what had become of it. */
  clear(): readonly ItemCount[] {
    const counts = this.#items.map(count)
    for (const { list } of this.#items) this.#pool.clear(list)
    this.#items = []
    this.#byId.clear()
    this.#oldestWaiting = null
    return counts
  }

  #add(id: string): QueuedItem {
    const list = this.#pool.list()
    const fresh = { receivedSamples: 0, started: false, ended: false, torn: false }
    const item: QueuedItem = { id, list, order: this.#order++, ...fresh }
    this.#byId.set(id, item)
    this.#items.push(item)
    return item
  }

  #findWaiting(): QueuedItem | null {
    for (let i = 0; i < this.#items.length; i++)
      if (this.#items[i]!.list.samples > 0) return this.#items[i]!
    return null
  }
}

export const count = ({ id, receivedSamples, list }: QueuedItem): ItemCount => ({
  itemId: id,
  playedSamples: receivedSamples - list.samples,
  receivedSamples,
})
