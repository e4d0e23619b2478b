import type { Readable } from '../base/Store.ts'
import type { VoiceError } from '../base/errors.ts'
import type { Meter } from './sound/Meter.ts'

/** What of an item had been heard when the player was stopped. */
export interface Heard {
  readonly itemId: string
  readonly contentIndex: number
  /** From the start of the item: samples that left the worklet, in whole milliseconds, rounded down. Never more than `receivedMs`. */
  readonly heardMs: number
  /** How much of the item had arrived. */
  readonly receivedMs: number
}

export interface PlayerListener {
  /**
   * The first sample of the item has left for the ear. Never for an item that has none.
   *
   * @param atMs - When it reaches the ear, on the clock of `performance.now()`: a little after this call where the output
   * has a latency of its own. Left out by players that cannot tell.
   */
  started(itemId: string, atMs?: number): void
  /**
   * Its last one has, or its turn came and it had none. Only after `end(itemId)`: a queue that merely ran dry is not the end.
   * Comes once for each item that was played and ended, in order, unless `interrupt` or `stop` cut it.
   */
  drained(itemId: string): void
  /**
   * They were given up, whole or from there on, because the sound had to wait for more than 2 s: for a click, or for the
   * system to give it back. In place of `drained`, and like it only after `end(itemId)`.
   */
  unheard?(heard: readonly Heard[]): void
}

/** `blocked`: the browser wants a click first. */
export interface PlayerState {
  readonly status: 'off' | 'starting' | 'running' | 'blocked' | 'failed'
  /** Whether an item can be heard right now. */
  readonly isPlaying: boolean
  /** 0 to 1. */
  readonly volume: number
  readonly error: VoiceError | null
  /** The loudspeaker that was chosen; null for the system's choice. Left out by players that have none to choose. */
  readonly deviceId?: string | null | undefined
  /** What the user ought to know though it goes on: `audio_interrupted`, `device_changed`. Null again when it no longer holds. */
  readonly notice?: VoiceError | null | undefined
}

/** Plays items in the order in which their first audio came, without a gap, and knows to the sample what was heard. */
export interface Player {
  readonly state: Readable<PlayerState>
  readonly meter: Meter
  /** Opens the output. Call it from a click, before anything is awaited: browsers start sound only then. Resolves also when blocked. */
  start(): Promise<void>
  /** Closes the output. What was queued is dropped, and nothing is reported any more. */
  stop(): void
  setVolume(volume: number): void
  /**
   * Lowers the sound for a moment: to `share` of the volume, 0 to 1, where 1 brings it back. `state.volume` stays, and may
   * be changed meanwhile. Players without it are lowered by `setVolume`.
   */
  duck?(share: number): void
  listen(listener: PlayerListener): () => void
  /**
   * Throws a VoiceError `protocol_warning` for what is not base64: that piece is left out, but the item counts as played
   * and still wants its `end`.
   *
   * @param audio - 24 kHz mono PCM16, base64 as it comes from the service, or samples. May be empty.
   */
  play(itemId: string, contentIndex: number, audio: string | Int16Array): void
  /** No more of this item is coming: silence after its last sample is its end. Nothing for an item that was never played. */
  end(itemId: string): void
  /** Stops at once, with a fade of 5 ms, and answers for each item that was playing or waiting, in order. Empty when none was. */
  interrupt(): Promise<readonly Heard[]>
  /**
   * Where the ear is now, without waiting: behind what was rendered by the latency of the output, and an estimate between
   * reports of the worklet. For captions, never for truncation.
   */
  position(): Heard | null
  /** A microphone was started, or swapped. For WebKit, which cancels the echo only of what begins to play after it. */
  rebind?(): void
}
