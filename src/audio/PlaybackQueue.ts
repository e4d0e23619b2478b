import { ChunkPool, type ChunkList } from './ChunkPool.ts'
import { VOICE_RATE_HZ, msToSamples } from './pcm.ts'
import { Tail } from './Tail.ts'

/** `started`: the first sample of the item has left. `underrun`: it is not over, but there is nothing to play. `drained`: its last sample has left. */
export interface QueueEdge {
  readonly type: 'started' | 'underrun' | 'drained'
  readonly itemId: string
}

export interface ItemCount {
  readonly itemId: string
  /** Samples that have left the queue, including those under a fade. */
  readonly playedSamples: number
  readonly receivedSamples: number
}

export interface PlaybackQueueOptions {
  /** What must be waiting before sound starts out of silence, so that a late chunk leaves no gap. Not waited for longer than itself. @defaultValue 60 */
  readonly jitterMs?: number | undefined
  /** More waiting chunks than this cost an allocation. @defaultValue 8192 */
  readonly slots?: number | undefined
}

interface Item {
  readonly id: string
  readonly list: ChunkList
  receivedSamples: number
  started: boolean
  ended: boolean
}

const FADE_MS = 5
const DECLICK_MS = 3

/**
 * Samples waiting to be heard, item by item, and how much of each has been.
 *
 * Runs in the audio thread: `pull` allocates nothing, and calls `onEdge` only when something starts or stops.
 * Every sample comes out as it went in, except for the fades around an underrun and at an interruption.
 */
export class PlaybackQueue {
  readonly #onEdge: (edge: QueueEdge) => void
  readonly #pool: ChunkPool
  readonly #jitterSamples: number
  readonly #fadeSamples = msToSamples(FADE_MS, VOICE_RATE_HZ)
  readonly #declickSamples = msToSamples(DECLICK_MS, VOICE_RATE_HZ)
  readonly #tail = new Tail(this.#fadeSamples)
  readonly #scratch = new Float32Array(this.#fadeSamples)
  #items: Item[] = []
  #current: Item | null = null
  #silent = true
  /** How long the item that comes next has been held back, in samples. */
  #heldBack = 0
  /** How far the rise after an underrun has come; at its end when there is none. */
  #rise = this.#declickSamples
  #last = 0
  /** What comes after an interruption begins when its fade is over. */
  #fadingSamples = 0

  constructor(onEdge: (edge: QueueEdge) => void, options: PlaybackQueueOptions = {}) {
    this.#onEdge = onEdge
    this.#pool = new ChunkPool(options.slots)
    this.#jitterSamples = msToSamples(options.jitterMs ?? 60, VOICE_RATE_HZ)
  }

  /** Keeps `samples`: hand over an array that nobody writes to any more. */
  push(itemId: string, samples: Int16Array): void {
    if (samples.length === 0) return
    let item = this.#items.find(({ id }) => id === itemId)
    if (item === undefined) {
      const list = this.#pool.list()
      item = { id: itemId, list, receivedSamples: 0, started: false, ended: false }
      this.#items.push(item)
    }
    this.#pool.append(item.list, samples)
    item.receivedSamples += samples.length
  }

  /** Nothing for an item that has no audio. */
  end(itemId: string): void {
    const item = this.#items.find(({ id }) => id === itemId)
    if (item) item.ended = true
  }

  /** Fills all of `output`, of any length, and answers how many of its samples were audio. */
  pull(output: Float32Array): number {
    const from = Math.min(this.#fadingSamples, output.length)
    this.#fadingSamples -= from
    output.fill(0, 0, from)
    let at = from
    while (at < output.length) {
      const item = this.#choose()
      if (item === null) break
      this.#enter(item)
      at = this.#read(item, output, at, output.length)
    }
    output.fill(0, at)
    if (at < output.length) this.#fallSilent(output.length - at)
    else this.#sweep(this.#waiting() ? this.#current : null)
    this.#tail.mix(output)
    return at - from
  }

  /** Fades out what sounds, drops what waits, and answers what became of every item that was not drained, in order. */
  interrupt(): readonly ItemCount[] {
    let faded = 0
    if (!this.#silent && this.#current)
      faded = this.#read(this.#current, this.#scratch, 0, this.#fadeSamples)
    this.#scratch.fill(this.#last, faded)
    this.#tail.add(this.#scratch, this.#fadeSamples)
    this.#fadingSamples = this.#fadeSamples
    const counts = this.#items.map(count)
    for (const { list } of this.#items) this.#pool.clear(list)
    this.#items = []
    this.#current = null
    this.#rest()
    return counts
  }

  /** The item that sounds, or that an underrun keeps from sounding. */
  position(): ItemCount | null {
    return this.#current && count(this.#current)
  }

  /** The current item goes on to its last sample, whatever else has come; then the oldest that has audio. */
  #choose(): Item | null {
    if (!this.#silent && this.#current && this.#current.list.samples > 0) return this.#current
    const next = this.#waiting()
    if (next === null || !this.#silent) return next
    const ready =
      next.ended ||
      next.list.samples >= this.#jitterSamples ||
      this.#heldBack >= this.#jitterSamples
    return ready ? next : null
  }

  #waiting(): Item | null {
    for (const item of this.#items) if (item.list.samples > 0) return item
    return null
  }

  #enter(item: Item): void {
    const before = this.#current
    if (this.#silent && item === before) this.#rise = 0
    this.#silent = false
    this.#heldBack = 0
    if (item === before) return
    this.#current = item
    this.#rise = this.#declickSamples
    if (!item.started) this.#onEdge({ type: 'started', itemId: item.id })
    item.started = true
    // After `started`, so that nobody believes that there was silence between the two.
    if (before) this.#sweep(item)
  }

  #read(item: Item, output: Float32Array, from: number, to: number): number {
    const end = this.#pool.read(item.list, output, from, to)
    for (let i = from; i < end && this.#rise < this.#declickSamples; i++)
      output[i] = (output[i]! * ++this.#rise) / this.#declickSamples
    if (end > from) this.#last = output[end - 1]!
    return end
  }

  #fallSilent(samples: number): void {
    this.#sweep(null)
    if (this.#waiting()) this.#heldBack += samples
    if (this.#silent || this.#current === null) return
    this.#scratch.fill(this.#last)
    this.#tail.add(this.#scratch, this.#declickSamples)
    this.#onEdge({ type: 'underrun', itemId: this.#current.id })
    this.#rest()
  }

  #sweep(spared: Item | null): void {
    for (let i = 0; i < this.#items.length; i++) {
      const item = this.#items[i]!
      if (item === spared || !item.ended || item.list.samples > 0) continue
      this.#items.splice(i--, 1)
      if (item === this.#current) {
        this.#current = null
        this.#rest()
      }
      this.#onEdge({ type: 'drained', itemId: item.id })
    }
  }

  #rest(): void {
    this.#silent = true
    this.#heldBack = 0
    this.#last = 0
    this.#rise = this.#declickSamples
  }
}

const count = ({ id, receivedSamples, list }: Item): ItemCount => ({
  itemId: id,
  playedSamples: receivedSamples - list.samples,
  receivedSamples,
})
