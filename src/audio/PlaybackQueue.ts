import { VOICE_RATE_HZ, msToSamples } from './pcm.ts'
import { QueuedItems, count, type ItemCount, type QueuedItem } from './QueuedItems.ts'
import { Tail } from './Tail.ts'

/** `started`: the first sample of the item has left. `underrun`: it is not over, but there is nothing to play. `drained`: its last sample has left, or its turn has come and it had none. */
export interface QueueEdge {
  readonly type: 'started' | 'underrun' | 'drained'
  readonly itemId: string
}

export interface PlaybackQueueOptions {
  /** What must be waiting before sound starts out of silence, so that a late chunk leaves no gap. Not waited for longer than itself. @defaultValue 60 */
  readonly jitterMs?: number | undefined
  /** More waiting chunks than this cost an allocation. @defaultValue 8192 */
  readonly slots?: number | undefined
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
  readonly #onEdge: (edge: QueueEdge, atSample?: number) => void
  readonly #items: QueuedItems
  readonly #jitterSamples: number
  readonly #fadeSamples = msToSamples(FADE_MS, VOICE_RATE_HZ)
  readonly #declickSamples = msToSamples(DECLICK_MS, VOICE_RATE_HZ)
  readonly #tail = new Tail(this.#fadeSamples)
  readonly #scratch = new Float32Array(this.#fadeSamples)
  #current: QueuedItem | null = null
  #silent = true
  /** How long the item that comes next has been held back, in samples. */
  #heldBack = 0
  /** How far the rise after an underrun has come; at its end when there is none. */
  #rise = this.#declickSamples
  #last = 0
  /** What comes after an interruption begins when its fade is over. */
  #fadingSamples = 0

  /** @param onEdge - For `started` also told where in what is pulled its first sample is. */
  constructor(
    onEdge: (edge: QueueEdge, atSample?: number) => void,
    options: PlaybackQueueOptions = {},
  ) {
    this.#onEdge = onEdge
    this.#items = new QueuedItems(options.slots)
    this.#jitterSamples = msToSamples(options.jitterMs ?? 60, VOICE_RATE_HZ)
  }

  /** Keeps `samples`: hand over an array that nobody writes to any more. An item may have none: it is drained like others. */
  push(itemId: string, samples: Int16Array): void {
    this.#items.push(itemId, samples)
  }

  /** Nothing for an item that was never pushed. */
  end(itemId: string): void {
    this.#items.end(itemId)
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
      this.#enter(item, at)
      at = this.#read(item, output, at, output.length)
    }
    output.fill(0, at)
    if (at < output.length) this.#fallSilent(output.length - at)
    else this.#sweep(this.#items.waiting() ? this.#current : null)
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
    const counts = this.#items.clear()
    this.#current = null
    this.#rest()
    return counts
  }

  /** The item that sounds, or that an underrun keeps from sounding. */
  position(): ItemCount | null {
    return this.#current && count(this.#current)
  }

  /** The current item goes on to its last sample, whatever else has come; then the oldest that has audio. */
  #choose(): QueuedItem | null {
    if (!this.#silent && this.#current && this.#current.list.samples > 0) return this.#current
    const next = this.#items.waiting()
    if (next === null || !this.#silent) return next
    const ready =
      next.ended ||
      next.list.samples >= this.#jitterSamples ||
      this.#heldBack >= this.#jitterSamples
    return ready ? next : null
  }

  #enter(item: QueuedItem, atSample: number): void {
    const before = this.#current
    if (this.#silent && item === before) this.#rise = 0
    this.#silent = false
    this.#heldBack = 0
    if (item === before) return
    this.#current = item
    this.#rise = this.#declickSamples
    if (!item.started) this.#onEdge({ type: 'started', itemId: item.id }, atSample)
    item.started = true
    // After `started`, so that nobody believes that there was silence between the two.
    if (before) this.#sweep(item)
  }

  #read(item: QueuedItem, output: Float32Array, from: number, to: number): number {
    const end = this.#items.read(item, output, from, to)
    for (let i = from; i < end && this.#rise < this.#declickSamples; i++)
      output[i] = (output[i]! * ++this.#rise) / this.#declickSamples
    if (end > from) this.#last = output[end - 1]!
    return end
  }

  #fallSilent(samples: number): void {
    this.#sweep(null)
    if (this.#items.waiting()) this.#heldBack += samples
    if (this.#silent || this.#current === null) return
    this.#scratch.fill(this.#last)
    this.#tail.add(this.#scratch, this.#declickSamples)
    this.#onEdge({ type: 'underrun', itemId: this.#current.id })
    this.#rest()
  }

  #sweep(spared: QueuedItem | null): void {
    for (let item; (item = this.#items.takeOver(spared));) {
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
