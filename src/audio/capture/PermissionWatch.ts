import type { Capture, CaptureWatch } from './CaptureWatch.ts'
import { lostMicrophone } from './lostMicrophone.ts'
import { microphonePermission, onPermissionChange } from '../devices/microphonePermission.ts'

/** Tells when the user, who allowed the microphone, does not any more. */
export class PermissionWatch implements CaptureWatch {
  readonly #capture: Capture
  /** Some browsers say `prompt` also while it is allowed for this once: that is nothing that could be taken back. */
  readonly #atFirst = microphonePermission()
  readonly #stopListening: () => void

  constructor(capture: Capture) {
    this.#capture = capture
    this.#stopListening = onPermissionChange(() => void this.#look())
  }

  /** `unclear`: to ask for one now would be to ask the user, and that needs a click. */
  async standing(): Promise<'allowed' | 'revoked' | 'unclear'> {
    const now = await microphonePermission()
    if (now === 'granted' || now === 'unknown') return 'allowed'
    return (await this.#atFirst) === 'granted' ? 'revoked' : 'unclear'
  }

  stop(): void {
    this.#stopListening()
  }

  async #look(): Promise<void> {
    if ((await this.standing()) === 'revoked')
      this.#capture.lose(lostMicrophone(this.#capture, 'revoked'))
  }
}
