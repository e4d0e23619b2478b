import { silentMeter } from '../audio/sound/Meter.ts'
import { decodeBase64 } from '../audio/sound/base64.ts'
import type { Heard, Player, PlayerListener, PlayerState } from '../audio/Player.ts'
import { Store } from '../base/Store.ts'
import type { WireAudioFormat } from '../protocol/SessionSettings.ts'
import { isG711 } from './Telephony.ts'

interface VirtualItem {
  readonly itemId: string
  readonly contentIndex: number
  /** Fixed when its sound begins: the format may change between answers. */
  readonly bytesPerMs: number
  receivedBytes: number
  heardBytes: number
  /** What somebody who plays it has told us. */
  reportedMs: number
  ended: boolean
}

/** 24 kHz, two bytes a sample. */
const PCM_BYTES_PER_MS = 48
/** 8 kHz, one byte a sample. */
const G711_BYTES_PER_MS = 8

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
  readonly #format: () => WireAudioFormat | undefined
  #items: VirtualItem[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #sinceMs = 0
  #sounding: string | null = null

  /** @param format - Of what comes as base64; asked for at the beginning of each item. */
  constructor(format: () => WireAudioFormat | undefined = () => 'pcm16') {
    this.#format = format
  }

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
      const bytesPerMs = isG711(this.#format()) ? G711_BYTES_PER_MS : PCM_BYTES_PER_MS
      const none = { receivedBytes: 0, heardBytes: 0, reportedMs: 0, ended: false }
      item = { itemId, contentIndex, bytesPerMs, ...none }
      this.#items.push(item)
    }
    // Throws for what is not base64; by then the item is known, and its end will be told.
    item.receivedBytes += typeof audio === 'string' ? decodeBase64(audio).length : audio.byteLength
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
    return first && first.heardBytes > 0 ? toHeard(first) : null
  }

  /**
   * Where the ear really is, told by whoever plays the sound. The clock goes on from there; what came before this item is
   * taken for heard. A report that is behind an earlier one, or about what is over, says nothing.
   */
  correct(itemId: string, heardMs: number): void {
    this.#advance()
    const place = this.#items.findIndex((one) => one.itemId === itemId)
    const item = this.#items[place]
    if (item === undefined || !(heardMs >= item.reportedMs)) return
    for (const before of this.#items.slice(0, place)) before.heardBytes = before.receivedBytes
    item.heardBytes = Math.min(Math.round(heardMs * item.bytesPerMs), item.receivedBytes)
    item.reportedMs = item.heardBytes / item.bytesPerMs
    this.#turn()
  }

  /** Lets the time that has passed flow through the items, in order. */
  #advance(): void {
    const now = performance.now()
    let leftMs = this.#sounding === null ? 0 : now - this.#sinceMs
    this.#sinceMs = now
    for (const item of this.#items) {
      const missing = item.receivedBytes - item.heardBytes
      const step = Math.min(Math.round(leftMs * item.bytesPerMs), missing)
      item.heardBytes += step
      leftMs -= step / item.bytesPerMs
      if (step < missing) break
    }
  }

  /** Wakes when the first item starts or runs out. */
  #arm(): void {
    clearTimeout(this.#timer)
    const [first] = this.#items
    if (first === undefined) return
    const leftMs = (first.receivedBytes - first.heardBytes) / first.bytesPerMs
    if (this.#sounding === first.itemId && leftMs <= 0 && !first.ended) return
    const waitMs = this.#sounding === first.itemId ? Math.max(0, leftMs) : 0
    this.#timer = setTimeout(() => this.#turn(), waitMs)
  }

  #turn(): void {
    this.#advance()
    const [first, second] = this.#items
    if (first === undefined) return
    if (this.#sounding !== first.itemId) this.#start(first)
    else if (first.ended && first.heardBytes >= first.receivedBytes) {
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
    for (const listener of this.#listeners) listener.started(item.itemId, this.#sinceMs)
  }
}

const toHeard = (item: VirtualItem): Heard => ({
  itemId: item.itemId,
  contentIndex: item.contentIndex,
  heardMs: Math.floor(item.heardBytes / item.bytesPerMs),
  receivedMs: Math.floor(item.receivedBytes / item.bytesPerMs),
})
