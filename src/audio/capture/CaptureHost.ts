import type { VoiceError } from '../../base/errors.ts'
import type { Ear } from './CaptureEars.ts'
import type { LevelMeter } from '../sound/LevelMeter.ts'
import type { MicrophoneState } from '../MicrophoneSource.ts'

/** What the page's microphone lends to its engine. */
export interface CaptureHost {
  readonly ears: ReadonlySet<Ear>
  readonly meter: LevelMeter
  state(): MicrophoneState
  change(part: Partial<MicrophoneState>): void
  lost(error: VoiceError): void
  /** Whether another one was started since: then what comes late is not heard. */
  hasSuccessor(): boolean
}
