import { VoiceError } from '../../base/errors.ts'
import type { AudioOutput } from './AudioOutput.ts'
import { SpeakerWatch } from './SpeakerWatch.ts'

/** Which loudspeaker is wanted, and what becomes of it. */
export class SpeakerChoice {
  readonly #changed: () => void
  #deviceId: string | null
  #notice: VoiceError | null = null
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

  choose(deviceId: string | null, notice: VoiceError | null = null): void {
    this.#deviceId = deviceId
    this.#notice = notice
    this.#changed()
  }

  /** Leads the sound there. Never rejects: what cannot be had becomes the system's choice. */
  async apply(output: AudioOutput): Promise<void> {
    try {
      await output.route.select(this.#deviceId)
    } catch (cause) {
      await this.fallBack(output, { cause })
    }
  }

  async fallBack(
    output: AudioOutput,
    { label, cause }: { readonly label?: string; readonly cause?: unknown } = {},
  ): Promise<void> {
    const details = {
      before: label ?? 'The chosen speaker',
      device: "the system's choice",
      advice: 'Choose another speaker if this is not the one you want.',
    }
    this.choose(null, new VoiceError('device_changed', { cause, details, area: 'speaker' }))
    await output.route.select(null).catch(() => undefined)
  }

  /** From here on the chosen one is looked after. */
  watch(output: AudioOutput): void {
    this.close()
    if (this.#deviceId === null) return
    const gone = (label: string) => void this.fallBack(output, { label })
    this.#watch = new SpeakerWatch(this.#deviceId, gone)
  }

  close(): void {
    this.#watch?.close()
    this.#watch = null
  }
}
