import { VoiceError } from '../../base/errors.ts'
import type { AudioOutput } from './AudioOutput.ts'
import { SpeakerWatch } from './SpeakerWatch.ts'

/** Which loudspeaker is wanted, and what becomes of it. */
export class SpeakerChoice {
  readonly #changed: () => void
  #deviceId: string | null
  #notice: VoiceError | null = null
  /** Whose sound is led there. */
  #output: AudioOutput | null = null
  /** One after the other: what a browser is asked for first may come last. */
  #turn: Promise<void> = Promise.resolve()
  #watch: SpeakerWatch | null = null

  constructor(deviceId: string | null, changed: () => void) {
    this.#deviceId = deviceId
    this.#changed = changed
  }

  /** `null` is the system's choice. */
  get deviceId(): string | null {
    return this.#deviceId
  }

  /** `device_changed` from when one could not be had until another is chosen. */
  get notice(): VoiceError | null {
    return this.#notice
  }

  /** Never rejects: what cannot be had becomes the system's choice. */
  choose(deviceId: string | null): Promise<void> {
    this.#want(deviceId, null)
    return this.#follow()
  }

  /** Leads the sound of this one there, also when another is chosen meanwhile or later. Never rejects. */
  lead(output: AudioOutput): Promise<void> {
    this.#output = output
    // What one before it was asked for may never be answered.
    this.#turn = Promise.resolve()
    return this.#deviceId === null ? this.#turn : this.#follow()
  }

  close(): void {
    this.#output = null
    this.#watch?.close()
    this.#watch = null
  }

  #want(deviceId: string | null, notice: VoiceError | null): void {
    this.#watch?.close()
    this.#deviceId = deviceId
    this.#notice = notice
    this.#changed()
  }

  #follow(): Promise<void> {
    const [output, deviceId] = [this.#output, this.#deviceId]
    if (output === null) return Promise.resolve()
    this.#turn = this.#turn.then(() => this.#apply(output, deviceId))
    return this.#turn
  }

  async #apply(output: AudioOutput, deviceId: string | null): Promise<void> {
    const isWanted = () => output === this.#output && deviceId === this.#deviceId
    if (!isWanted()) return
    try {
      await output.route.select(deviceId)
      if (isWanted()) this.#look(deviceId)
    } catch (cause) {
      if (!isWanted()) return
      this.#fallBack({ cause })
      await output.route.select(null).catch(() => undefined)
    }
  }

  /** From here on it is looked after. */
  #look(deviceId: string | null): void {
    this.#watch?.close()
    if (deviceId === null) return
    this.#watch = new SpeakerWatch(deviceId, (label) => {
      this.#fallBack({ label })
      void this.#follow()
    })
  }

  #fallBack({ label, cause }: { readonly label?: string; readonly cause?: unknown }): void {
    const details = {
      before: label ?? 'The chosen speaker',
      device: "the system's choice",
      advice: 'Choose another speaker if this is not the one you want.',
    }
    this.#want(null, new VoiceError('device_changed', { cause, details, area: 'speaker' }))
  }
}
