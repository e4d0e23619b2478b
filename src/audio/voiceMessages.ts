import type { QueueEdge } from './PlaybackQueue.ts'
import type { ItemCount } from './QueuedItems.ts'

// The number is that of the messages below: two versions of this package may meet in one page.
export const PLAYBACK_PROCESSOR = 'realtime-voice-playback-1'
export const CAPTURE_PROCESSOR = 'realtime-voice-capture-1'

export interface PlaybackProcessorOptions {
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
  | { readonly type: 'interrupt' }
  | { readonly type: 'close' }

export type PlaybackReport = (
  | QueueEdge
  | {
      readonly type: 'position'
      readonly itemId: string
      readonly playedSamples: number
      readonly rms: number
    }
  | { readonly type: 'interrupted'; readonly counts: readonly ItemCount[] }
) & {
  /** The context's clock at the end of the block that this is about, in seconds; for `started`, at the first sample. */
  readonly atSeconds: number
  /** How many interruptions the queue has seen: what an older one reports is about sound that nobody waits for any more. */
  readonly cuts: number
}

export interface CaptureProcessorOptions {
  readonly chunkMs: number
}

export type CaptureCommand =
  | { readonly type: 'muted'; readonly muted: boolean }
  /** What has been collected comes as a last, shorter chunk. */
  | { readonly type: 'close' }

export interface CapturedChunk {
  /** 24 kHz. Transferred, not copied. `null` while muted. */
  readonly pcm: Int16Array<ArrayBuffer> | null
  /** The loudest sample, 0 to 1. */
  readonly peak: number
  /** Root mean square, 0 to 1. */
  readonly rms: number
  readonly last: boolean
}
