import {
  PlaybackQueue,
  type PlaybackQueueOptions,
  type QueueEdge,
} from '../../src/audio/worklet/PlaybackQueue.ts'
import { noisePcm } from './signals.ts'

const FADE_SAMPLES = 120
const DECLICK_SAMPLES = 72

interface Traced {
  readonly id: string
  readonly pcm: number[]
  heard: number
  ended: boolean
  started: boolean
}

/** A queue that is pulled sample by sample, each of which is compared with what must come. */
export class TracedQueue {
  /** What was not as it must be. */
  readonly mistakes: string[] = []
  readonly #edges: QueueEdge[] = []
  readonly #queue: PlaybackQueue
  readonly #one = new Float32Array(1)
  readonly #items = new Map<string, Traced>()
  #sounds: Traced | null = null
  #clock = 0
  #pushes = 0
  #cuts = 0
  /** Until when a fade may sound under what comes. */
  #tailUntil = 0
  /** How many samples that come may still be rising. */
  #rising = 0

  constructor(options: PlaybackQueueOptions) {
    this.#queue = new PlaybackQueue((edge) => this.#edges.push(edge), options)
  }

  push(itemAt: number, length: number): void {
    const id = `${this.#cuts}.${itemAt}`
    const fresh = { id, pcm: [], heard: 0, ended: false, started: false }
    const item = this.#items.get(id) ?? fresh
    if (item.ended) return
    this.#items.set(id, item)
    const pcm = noisePcm(length, ++this.#pushes)
    for (const sample of pcm) item.pcm.push(sample)
    this.#queue.push(id, pcm)
  }

  end(itemAt: number): void {
    const item = this.#items.get(`${this.#cuts}.${itemAt}`)
    if (item) item.ended = true
    this.#queue.end(`${this.#cuts}.${itemAt}`)
  }

  pull(length: number): void {
    for (let i = 0; i < length; i++, this.#clock++) this.#pullOne()
  }

  interrupt(): void {
    const wanted = [...this.#items.values()].map((item) => {
      const left = item.pcm.length - item.heard
      const faded = item === this.#sounds ? Math.min(FADE_SAMPLES, left) : 0
      return [item.id, item.heard + faded, item.pcm.length]
    })
    const counts = this.#queue.interrupt()
    const got = counts.map((at) => [at.itemId, at.playedSamples, at.receivedSamples])
    this.#check(JSON.stringify(got) === JSON.stringify(wanted), 'the counts of a cut')
    this.#items.clear()
    this.#sounds = null
    this.#cuts++
    this.#rising = 0
    this.#tailUntil = this.#clock + FADE_SAMPLES
  }

  /** Ends every item, and hears them all out. */
  finish(): void {
    for (const item of this.#items.values()) {
      item.ended = true
      this.#queue.end(item.id)
    }
    let left = FADE_SAMPLES + 1
    for (const { pcm, heard } of this.#items.values()) left += pcm.length - heard
    this.pull(left)
    this.#check(this.#items.size === 0, 'an item is left over')
  }

  #pullOne(): void {
    this.#edges.length = 0
    const audioSamples = this.#queue.pull(this.#one)
    const at = this.#queue.position()
    this.#sounds = audioSamples === 1 ? this.#sounding(at?.itemId) : null
    const { heard = 0, pcm = [] } = this.#sounds ?? {}
    const mayBeFaded = this.#clock < this.#tailUntil || (this.#sounds && this.#rising-- > 0)
    if (this.#sounds) this.#sounds.heard++
    for (const edge of this.#edges) this.#hear(edge)
    const wanted = this.#sounds ? pcm[heard]! / 32768 : 0
    const mayFade = mayBeFaded || this.#clock < this.#tailUntil
    this.#check(this.#one[0] === wanted || mayFade, `sample ${heard}`)
    const counted = at && this.#items.get(at.itemId)
    this.#check(counted?.heard === at?.playedSamples, 'the position')
    this.#check(counted?.pcm.length === at?.receivedSamples, 'what was received')
  }

  #sounding(itemId: string | undefined): Traced | null {
    if (itemId !== undefined) return this.#items.get(itemId) ?? null
    // It gave its last sample and is gone: the one of those that it cannot have given before.
    const gone = this.#edges.flatMap((edge) => this.#items.get(edge.itemId) ?? [])
    return gone.find(({ heard, pcm }) => heard < pcm.length) ?? null
  }

  #hear({ type, itemId }: QueueEdge): void {
    const item = this.#items.get(itemId)
    if (!item) return this.#check(false, `${type} of an item that is over`)
    const isWhole = item.heard === item.pcm.length
    if (type === 'started') {
      this.#check(!item.started && item.heard === 1, type)
      item.started = true
    } else if (type === 'drained') {
      this.#check(item.ended && isWhole && item.started === item.heard > 0, type)
      this.#items.delete(itemId)
    } else {
      this.#check(!item.ended && isWhole, type)
      this.#tailUntil = this.#clock + DECLICK_SAMPLES
      this.#rising = DECLICK_SAMPLES
    }
  }

  #check(isRight: boolean, what: string): void {
    if (!isRight) this.mistakes.push(`${what}, at ${this.#clock}`)
  }
}
