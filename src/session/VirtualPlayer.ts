import { silentMeter } from '../audio/Meter.ts'
import { decodeBase64 } from '../audio/base64.ts'
import type { Heard, Player, PlayerListener, PlayerState } from '../audio/Player.ts'
import { Store } from '../base/Store.ts'

const SAMPLES_PER_MS = 24

interface VirtualItem {
  readonly itemId: string
  readonly contentIndex: number
  receivedSamples: number
  heardSamples: number
  ended: boolean
}

/**
 * A listener made of arithmetic: counts received audio down in real time where nobody plays it here, so that
 * `speaking` and truncation stay true in Node and in an app that has a player of its own.
 */
export class VirtualPlayer implements Player {
  readonly state = new Store<PlayerState>({
    status: 'running',
    isPlaying: false,
    volume: 1,
    error: null,
  })
  readonly meter = silentMeter
  readonly #listeners = new Set<PlayerListener>()
  #items: VirtualItem[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #sinceMs = 0
  #sounding: string | null = null

  start(): Promise<void> {
    return Promise.resolve()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#items = []
    this.#sounding = null
  }

  setVolume(volume: number): void {
    this.state.set({ ...this.state.get(), volume })
  }

  listen(listener: PlayerListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  play(itemId: string, contentIndex: number, audio: string | Int16Array): void {
    this.#advance()
    let item = this.#items.find((one) => one.itemId === itemId)
    if (!item) {
      item = { itemId, contentIndex, receivedSamples: 0, heardSamples: 0, ended: false }
      this.#items.push(item)
    }
    // Throws for what is not base64; by then the item is known, and its end will be told.
    item.receivedSamples +=
      typeof audio === 'string' ? decodeBase64(audio).byteLength >> 1 : audio.length
    this.#arm()
  }

  end(itemId: string): void {
    this.#advance()
    for (const item of this.#items) if (item.itemId === itemId) item.ended = true
    this.#arm()
  }

  interrupt(): Promise<readonly Heard[]> {
    this.#advance()
    const heard = this.#items.map(toHeard)
    this.stop()
    return Promise.resolve(heard)
  }

  position(): Heard | null {
    this.#advance()
    const [first] = this.#items
    return first && first.heardSamples > 0 ? toHeard(first) : null
  }

  /** Lets the time that has passed flow through the items, in order. */
  #advance(): void {
    const now = performance.now()
    let samples = this.#sounding === null ? 0 : Math.round((now - this.#sinceMs) * SAMPLES_PER_MS)
    this.#sinceMs = now
    for (const item of this.#items) {
      const step = Math.min(samples, item.receivedSamples - item.heardSamples)
      item.heardSamples += step
      samples -= step
      if (samples === 0) break
    }
  }

  /** Wakes when the first item starts or runs out. */
  #arm(): void {
    clearTimeout(this.#timer)
    const [first] = this.#items
    if (first === undefined) return
    const leftMs = (first.receivedSamples - first.heardSamples) / SAMPLES_PER_MS
    if (this.#sounding === first.itemId && leftMs <= 0 && !first.ended) return
    const waitMs = this.#sounding === first.itemId ? Math.max(0, leftMs) : 0
    this.#timer = setTimeout(() => this.#turn(), waitMs)
  }

  #turn(): void {
    this.#advance()
    const [first, second] = this.#items
    if (first === undefined) return
    if (this.#sounding !== first.itemId) this.#start(first)
    else if (first.ended && first.heardSamples >= first.receivedSamples) {
      this.#items.shift()
      if (second) this.#start(second)
      else this.#sounding = null
      for (const listener of this.#listeners) listener.drained(first.itemId)
    }
    this.#arm()
  }

  #start(item: VirtualItem): void {
    this.#sounding = item.itemId
    this.#sinceMs = performance.now()
    for (const listener of this.#listeners) listener.started(item.itemId)
  }
}

const toHeard = (item: VirtualItem): Heard => ({
  itemId: item.itemId,
  contentIndex: item.contentIndex,
  heardMs: Math.floor(item.heardSamples / SAMPLES_PER_MS),
  receivedMs: Math.floor(item.receivedSamples / SAMPLES_PER_MS),
})
