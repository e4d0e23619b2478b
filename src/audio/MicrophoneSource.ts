import type { Readable } from '../base/Store.ts'
import type { VoiceError } from '../base/errors.ts'
import type { Meter } from './Meter.ts'

export interface MicrophoneState {
  readonly status: 'off' | 'requesting' | 'live' | 'muted' | 'lost'
  readonly error: VoiceError | null
}

/** Something that turns a voice into chunks of 24 kHz mono PCM16. */
export interface MicrophoneSource {
  readonly state: Readable<MicrophoneState>
  readonly meter: Meter
  /** Asks the user, when it must. Does nothing while running; calls at the same time share one answer. Rejects with a VoiceError. */
  start(): Promise<void>
  /** Lets go of the device at once, also while the user is still being asked. */
  stop(): void
  /** From here on no chunk comes. The device stays open, so that `unmute` is immediate. */
  mute(): void
  unmute(): void
  /** Chunks as they are captured, while live. Each array is the listener's own. */
  listen(listener: (pcm: Int16Array<ArrayBuffer>) => void): () => void
}
