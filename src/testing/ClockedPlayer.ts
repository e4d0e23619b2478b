import { ItemLedger } from '../audio/playback/ItemLedger.ts'
import { LevelMeter, rms } from '../audio/sound/LevelMeter.ts'
import { Listeners } from '../base/Listeners.ts'
import { patched } from '../base/patched.ts'
import { VOICE_RATE_HZ, floatToPcm16, samplesToMs } from '../audio/sound/pcm.ts'
import {
  PlaybackQueue,
  type PlaybackQueueOptions,
  type QueueEdge,
} from '../audio/worklet/PlaybackQueue.ts'
import type { Heard, Player, PlayerListener, PlayerState } from '../audio/Player.ts'
import { Store } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'

export interface ClockedPlayerOptions extends PlaybackQueueOptions {
  /** As in a page that was not clicked: the first `start()` leaves it `blocked`, the second one does not. */
  readonly blocked?: boolean | undefined
}

/** What a browser renders at a time. */
const QUANTUM_SAMPLES = 128

const off: PlayerState = { status: 'off', isPlaying: false, volume: 1, error: null }

/**
 * A player whose clock stands still until the test says {@link ClockedPlayer.advance}, so that a test of minutes takes
 * no time and always ends the same way. It plays through the same queue as the real one, without its initial buffering.
 */
export class ClockedPlayer implements Player {
  readonly #store = new Store<PlayerState>(off)
  readonly state = this.#store
  readonly meter: LevelMeter
  readonly #options: ClockedPlayerOptions
  readonly #listeners = new Listeners<PlayerListener>()
  readonly #blocks: Int16Array[] = []
  readonly #edges: (QueueEdge & { readonly atSample: number })[] = []
  #ledger = new ItemLedger()
  #queue: PlaybackQueue
  #pulledSamples = 0
  #dueSamples = 0
  #unblocked: boolean
  #share = 1

  constructor(options: ClockedPlayerOptions = {}) {
    this.#options = options
    this.#unblocked = options.blocked !== true
    this.#queue = this.#newQueue()
    this.meter = new LevelMeter(() => samplesToMs(this.#pulledSamples, VOICE_RATE_HZ))
  }

  start(): Promise<void> {
    const error = this.#unblocked ? null : new VoiceError('audio_blocked')
    this.#change({ status: this.#unblocked ? 'running' : 'blocked', error })
    this.#unblocked = true
    return Promise.resolve()
  }

  stop(): void {
    this.#queue = this.#newQueue()
    this.#ledger = new ItemLedger()
    this.#change({ status: 'off', isPlaying: false, error: null })
  }

  setVolume(volume: number): void {
    this.#change({ volume: Math.min(1, Math.max(0, volume)) })
  }

  duck(share: number): void {
    this.#share = Math.min(1, Math.max(0, share))
  }

  /** How loud a real one would be now: its volume, and what `duck` leaves of it. `rendered()` is as loud as what was played. */
  get gain(): number {
    return this.state.get().volume * this.#share
  }

  listen(listener: PlayerListener): () => void {
    return this.#listeners.add(listener)
  }

  play(itemId: string, contentIndex: number, audio: string | Int16Array): void {
    let samples = new Int16Array(0)
    try {
      samples = this.#ledger.receive(itemId, contentIndex, audio)
    } finally {
      // Also when it cannot be read, as in the real one.
      this.#queue.push(itemId, samples)
    }
  }

  end(itemId: string): void {
    this.#queue.end(itemId)
  }

  interrupt(): Promise<readonly Heard[]> {
    const heard = this.#ledger.settle(this.#queue.interrupt(), 'heard')
    this.#ledger = new ItemLedger()
    this.#edges.length = 0
    this.#change({ isPlaying: false })
    return Promise.resolve(heard)
  }

  position(): Heard | null {
    const at = this.#queue.position()
    return at && this.#ledger.heard(at.itemId, at.playedSamples)
  }

  /** Lets time pass: what would be heard in it is rendered, and listeners hear of it, before this returns. Time stands still unless `running`. */
  advance(ms: number): void {
    // Begins at the page's present: what is heard 50 ms into this time reaches the ear in 50 ms.
    const beginMs = performance.now() - samplesToMs(this.#pulledSamples, VOICE_RATE_HZ)
    this.#dueSamples += (ms * VOICE_RATE_HZ) / 1000
    while (this.#dueSamples >= 1 && this.state.get().status === 'running') {
      const block = new Float32Array(Math.min(QUANTUM_SAMPLES, Math.floor(this.#dueSamples)))
      this.#dueSamples -= block.length
      this.#queue.pull(block)
      this.meter.measure(rms(block))
      this.#pulledSamples += block.length
      this.#blocks.push(floatToPcm16(block))
      this.#report(beginMs)
    }
    if (this.state.get().status !== 'running') this.#dueSamples = 0
  }

  /** Everything that was heard since it was made, silence included, at 24 kHz. */
  rendered(): Int16Array<ArrayBuffer> {
    const all = new Int16Array(this.#pulledSamples)
    let at = 0
    for (const block of this.#blocks) {
      all.set(block, at)
      at += block.length
    }
    return all
  }

  #newQueue(): PlaybackQueue {
    const { jitterMs = 0, slots } = this.#options
    this.#edges.length = 0
    const keep = (edge: QueueEdge, at = 0) => {
      this.#edges.push({ ...edge, atSample: this.#pulledSamples + at })
    }
    return new PlaybackQueue(keep, { jitterMs, slots })
  }

  /** After the block, as in a browser: a listener may interrupt or stop the queue that it hears of. */
  #report(beginMs: number): void {
    for (let edge = this.#edges.shift(); edge; edge = this.#edges.shift()) {
      const { type, itemId, atSample } = edge
      if (type === 'underrun') continue
      if (type === 'drained') this.#ledger.forget(itemId)
      this.#change({ isPlaying: this.#queue.position() !== null })
      const atMs = beginMs + samplesToMs(atSample, VOICE_RATE_HZ)
      this.#listeners.each((listener) => listener[type](itemId, atMs))
    }
  }

  #change(part: Partial<PlayerState>): void {
    this.#store.set(patched(this.#store.get(), part))
  }
}
