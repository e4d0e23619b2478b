import type { PackedChunk } from './ChunkPacker.ts'
import type { QueueEdge } from './PlaybackQueue.ts'
import type { ItemCount } from './QueuedItems.ts'

// The number is that of the messages below: two versions of this package may meet in one page.
export const PLAYBACK_PROCESSOR = 'realtime-voice-playback-4'
export const CAPTURE_PROCESSOR = 'realtime-voice-capture-3'

export interface PlaybackProcessorOptions {
  /** A fixed buffer in place of one that adapts; 0 for none. */
  readonly jitterMs?: number | undefined
}

export type PlaybackCommand =
  /** Samples are transferred, not copied. */
  | {
      readonly type: 'audio'
      readonly itemId: string
      readonly samples: Int16Array<ArrayBuffer>
    }
  | { readonly type: 'end'; readonly itemId: string }
  /** While it is held nothing sounds, nothing counts as heard, and nothing is lost. */
  | { readonly type: 'hold'; readonly isHeld: boolean }
  | { readonly type: 'interrupt' }
  | { readonly type: 'close' }

export type PlaybackReport = (
  | QueueEdge
  /** Also in the block in which sound goes on after an `underrun`, or an item after another one. In silence it stands. */
  | {
      readonly type: 'position'
      readonly itemId: string
      readonly playedSamples: number
    }
  | { readonly type: 'interrupted'; readonly counts: readonly ItemCount[] }
) & {
  /**
   * The context's clock, in seconds, when that is rendered: the first sample of an item that `started`, the end of the
   * last one where there is no more, the end of the block for a position. May be some milliseconds ahead: a context with
   * a rate of its own has a filter.
   */
  readonly atSeconds: number
  /** How many interruptions the queue has seen: what an older one reports is about sound that nobody waits for any more. */
  readonly cuts: number
}

export interface CaptureProcessorOptions {
  readonly chunkMs: number
  /** At least one. */
  readonly ratesHz: readonly number[]
}

export type CaptureCommand =
  | { readonly type: 'muted'; readonly muted: boolean }
  /** At least one. What was collected at the rates before comes first, as a shorter chunk. */
  | { readonly type: 'rates'; readonly ratesHz: readonly number[] }
  /** What has been collected comes as a last, shorter chunk. */
  | { readonly type: 'close' }

export interface CapturedChunk extends PackedChunk {
  /** Of `pcm`. */
  readonly rateHz: number
  /** All rates that this moment was captured at: one chunk of each comes, and the first is as good as any for a meter. */
  readonly ratesHz: readonly number[]
}
