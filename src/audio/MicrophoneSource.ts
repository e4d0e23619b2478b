import type { Readable } from '../base/Store.ts'
import type { VoiceError } from '../base/errors.ts'
import type { AudioDevice } from './devices/AudioDevice.ts'
import type { Meter } from './sound/Meter.ts'

export interface MicrophoneState {
  readonly status: 'off' | 'requesting' | 'live' | 'muted' | 'lost'
  readonly error: VoiceError | null
  /** The one that is heard now, whatever was chosen; left out by sources that cannot tell, null while off. */
  readonly device?: AudioDevice | null | undefined
  /**
   * The system, a switch on the device, or a browser that waits for a click silences it: nothing is heard, and `unmute()`
   * helps only in the last case, from a click.
   */
  readonly isMutedBySystem?: boolean | undefined
  /** What the user ought to know though it goes on: `device_changed`, `microphone_silent`. Null again when it no longer holds. */
  readonly notice?: VoiceError | null | undefined
}

/** Hears chunks as they are captured. Each array is the listener's own. `rateHz` is 24,000 unless another was asked for and can be had. */
export type CaptureListener = (pcm: Int16Array<ArrayBuffer>, rateHz?: number) => void

/** Somebody who wants to know that the user begins to speak, sooner than a service can say. */
export interface SpeechWatcher {
  /** Whether it is of interest right now. Each time that it becomes so, listening begins anew. */
  isWanted(): boolean
  /** Only while it is wanted. */
  onset(): void
  /** It will not be told: `worker_load_failed` or `part_load_failed`. At most once. */
  failed(error: VoiceError): void
}

/** Something that turns a voice into chunks of 24 kHz mono PCM16. */
export interface MicrophoneSource {
  readonly state: Readable<MicrophoneState>
  readonly meter: Meter
  /** Asks the user, when it must. While running, it only asks the browser to let it run; calls at the same time share one answer. Rejects with a VoiceError. */
  start(): Promise<void>
  /** Lets go of the device at once, also while the user is still being asked. */
  stop(): void
  /** From here on no chunk comes. The device stays open, so that `unmute` is immediate. */
  mute(): void
  unmute(): void
  /**
   * Chunks as they are captured, while live.
   *
   * @param rateHz - The rate that the listener would like, 24,000 or 8,000. A source may ignore it: what a chunk has is
   * said with it. @defaultValue 24,000
   */
  listen(listener: CaptureListener, rateHz?: number): () => void
  /** Where react-realtime-voice/worker.js is served, for a detector that listens to it. Default: embedded. */
  readonly workerUrl?: string | URL | undefined
}
