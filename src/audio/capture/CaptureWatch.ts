import type { VoiceError } from '../../base/errors.ts'
import type { MicrophoneState } from '../MicrophoneSource.ts'
import type { CapturedChunk } from '../worklet/voiceMessages.ts'

/** What a watch may see of a running microphone, and do with it. */
export interface Capture {
  /** As chosen: null for the system's choice. */
  readonly chosenId: string | null
  /** The one that is heard. */
  readonly track: MediaStreamTrack
  readonly state: MicrophoneState
  /** Exactly this device; null for the system's choice. Rejects with a VoiceError. The stream is yours until `swap`. */
  ask(deviceId: string | null): Promise<MediaStream>
  /**
   * Hears this stream from here on and lets go of the one before. When the user chose a device, or stopped, since it was
   * asked for, it is let go of instead.
   */
  swap(stream: MediaStream): Promise<void>
  tell(part: Partial<Pick<MicrophoneState, 'device' | 'notice'>>): void
  /** Ends the capture: the state becomes `lost`. */
  lose(error: VoiceError): void
}

/** Something that keeps an eye on a microphone for as long as it runs. It is told nothing after `stop`. */
export interface CaptureWatch {
  /** Another track is heard than the one before. Not called for the first. */
  heard?(track: MediaStreamTrack): void
  /** Also while muted: then there is a level and no sound. */
  chunk?(chunk: CapturedChunk): void
  /** The track ended. True when this watch sees to it; the microphone is lost when none does. */
  ended?(): boolean
  stop(): void
}
