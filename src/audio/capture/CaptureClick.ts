import { askMicrophone } from './askMicrophone.ts'
import { captureContext, type VoiceContext } from '../audioContext.ts'
import type { CaptureOptions } from './CaptureOptions.ts'

/** What browsers allow in a click and not after it: the question to the user, and a context that runs. */
export class CaptureClick {
  readonly shared: VoiceContext
  readonly asked: Promise<MediaStream>
  readonly deviceId: string | null

  /** Throws a VoiceError `audio_failed` where there is no Web Audio; the user is not asked then. */
  constructor({ constraints, AudioContext }: CaptureOptions, deviceId: string | null) {
    this.deviceId = deviceId
    this.shared = captureContext(AudioContext)
    this.resume()
    this.asked = askMicrophone(constraints, deviceId)
    // It is awaited only once the rest is loaded.
    this.asked.catch(() => undefined)
  }

  resume(): void {
    this.shared.context.resume().catch(() => undefined)
  }

  /** Nothing will come of it. */
  letGo(): void {
    this.shared.release()
    this.asked.then(stopTracks, () => undefined)
  }
}

export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
