import { hush } from './hush.ts'
import { JitterBuffer } from './JitterBuffer.ts'
import { VOICE_RATE_HZ, msToSamples } from '../sound/pcm.ts'
import { QueuedItems, count, type ItemCount, type QueuedItem } from './QueuedItems.ts'
import { Tail } from './Tail.ts'

/** `started`: the first sample of the item has left. `underrun`: it is not over, but there is nothing to play. `drained`: its last sample has left, or its turn has come and it had none. */
export interface QueueEdge {
  readonly type: 'started' | 'underrun' | 'drained'
  readonly itemId: string
}

export interface PlaybackQueueOptions {
  /** For how long sound is held back when it begins out of silence; 0 for not at all. @defaultValue what gaps there are decides, 60 to 240: see {@link JitterBuffer} */
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
  readonly #onEdge: (edge: QueueEdge, atSample: number) => void
  readonly #items: QueuedItems
  readonly #jitter: JitterBuffer
  readonly #fadeSamples = msToSamples(FADE_MS, VOICE_RATE_HZ)
  readonly #declickSamples = msToSamples(DECLICK_MS, VOICE_RATE_HZ)
  readonly #tail = new Tail(this.#fadeSamples)
  readonly #scratch = new Float32Array(this.#fadeSamples)
  #current: QueuedItem | null = null
  #silent = true
  #isHeld = false
  /** Whether the current item is silent for want of audio. A gap only if more of it comes: its end may be late. */
  #ranDry = false
  /** How long the item that comes next has been held back. */
  #heldSamples = 0
  /** How far the rise after an underrun has come; at its end when there is none. */
  #rise = this.#declickSamples
  /** The last sample. In an array: a fraction in a field may be a new number on the heap for each block. */
  readonly #last = new Float32Array(1)
  /** What comes after an interruption begins when its fade is over. */
  #fadingSamples = 0

  /** @param onEdge - Also told where in what is pulled it is: at the first sample of an item, after its last one. */
  constructor(
    onEdge: (edge: QueueEdge, atSample: number) => void,
    options: PlaybackQueueOptions = {},
  ) {
    this.#onEdge = onEdge
    this.#items = new QueuedItems(options.slots)
    this.#jitter = new JitterBuffer(options.jitterMs)
  }

  /** Keeps `samples`: hand over an array that nobody writes to any more. An item may have none: it is drained like others. */
  push(itemId: string, samples: Int16Array): void {
    this.#items.push(itemId, samples)
  }

  /** Nothing for an item that was never pushed. */
  end(itemId: string): void {
    this.#items.end(itemId)
  }

  /** Lets nothing out until it is told otherwise, as if there were nothing to play. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
  }

  /** Whether what was pulled last ended in audio. */
  get sounds(): boolean {
    return !this.#silent
  }

  /** The item that sounds, or that an underrun keeps from sounding. */
  get itemId(): string | null {
    return this.#current?.id ?? null
  }

  /** Fills the first `length` samples of `output`, any number, and answers how many of them were audio. */
  pull(output: Float32Array, length = output.length): number {
    let at = Math.min(this.#fadingSamples, length)
    this.#fadingSamples -= at
    hush(output, 0, at)
    let audioSamples = 0
    while (at < length) {
      const item = this.#next()
      if (item === null) break
      const from = at
      at = Math.min(length, from + this.#hold(item))
      hush(output, from, at)
      this.#heldSamples += at - from
      if (at === length) break
      this.#enter(item, at)
      const end = this.#read(item, output, at, length)
      audioSamples += end - at
      at = end
    }
    hush(output, at, length)
    // An earlier tail first: one of what stopped here begins here.
    this.#tail.mix(output, 0, at)
    if (at < length) this.#fallSilent(at)
    else this.#sweep(this.#silent || !this.#items.waiting() ? null : this.#current, at)
    this.#tail.mix(output, at, length)
    return audioSamples
  }

  /** Fades out what sounds, drops what waits, and answers what became of every item that was not drained, in order. */
  interrupt(): readonly ItemCount[] {
    let faded = 0
    if (!this.#silent && this.#current)
      faded = this.#read(this.#current, this.#scratch, 0, this.#fadeSamples)
    this.#scratch.fill(this.#last[0]!, faded)
    this.#tail.add(this.#scratch, this.#fadeSamples)
    this.#fadingSamples = this.#fadeSamples
    const counts = this.#items.clear()
    this.#current = null
    this.#rest()
    return counts
  }

  position(): ItemCount | null {
    return this.#current && count(this.#current)
  }

  /** The current item goes on to its last sample, whatever else has come; then the oldest that has audio. */
  #next(): QueuedItem | null {
    if (this.#isHeld) return null
    if (!this.#silent && this.#current && this.#current.list.samples > 0) return this.#current
    return this.#items.waiting()
  }

  /** How many samples of silence are due before the item. */
  #hold(item: QueuedItem): number {
    if (!this.#silent) return 0
    if (this.#ranDry && item === this.#current) {
      this.#ranDry = false
      item.torn = true
      this.#jitter.widen()
    }
    return item.ended ? 0 : this.#jitter.holdSamples(item.list.samples, this.#heldSamples)
  }

  #enter(item: QueuedItem, atSample: number): void {
    const before = this.#current
    if (this.#silent && item === before) this.#rise = 0
    this.#silent = false
    if (item === before) return
    this.#current = item
    this.#rise = this.#declickSamples
    if (!item.started) this.#onEdge({ type: 'started', itemId: item.id }, atSample)
    item.started = true
    // After `started`, so that nobody believes that there was silence between the two.
    if (before) this.#sweep(item, atSample)
  }

  #read(item: QueuedItem, output: Float32Array, from: number, to: number): number {
    const end = this.#items.read(item, output, from, to)
    for (let i = from; i < end && this.#rise < this.#declickSamples; i++)
      output[i] = (output[i]! * ++this.#rise) / this.#declickSamples
    if (end > from) this.#last[0] = output[end - 1]!
    return end
  }

  #fallSilent(atSample: number): void {
    this.#sweep(null, atSample)
    if (this.#silent || this.#current === null) return
    this.#scratch.fill(this.#last[0]!)
    this.#tail.add(this.#scratch, this.#declickSamples)
    this.#onEdge({ type: 'underrun', itemId: this.#current.id }, atSample)
    this.#rest()
    // What is held back is not late.
    this.#ranDry = !this.#isHeld
  }

  #sweep(spared: QueuedItem | null, atSample: number): void {
    for (let item; (item = this.#items.takeOver(spared));) {
      if (item === this.#current) {
        this.#current = null
        if (!this.#silent) this.#rest()
      }
      if (item.started && !item.torn) this.#jitter.ease()
      this.#onEdge({ type: 'drained', itemId: item.id }, atSample)
    }
  }

  #rest(): void {
    this.#silent = true
    this.#ranDry = false
    this.#heldSamples = 0
    this.#last[0] = 0
    this.#rise = this.#declickSamples
  }
}
