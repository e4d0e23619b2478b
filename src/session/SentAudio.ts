import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { WireAudioFormat } from '../protocol/SessionSettings.ts'

/** 24 kHz in 16 bits, or 8 kHz in 8. */
const bytesPerMs = (format: WireAudioFormat | undefined): number =>
  format === undefined || format === 'pcm16' ? 48 : 8

/** How long an append sounds: four letters of base64 are three bytes. */
export const soundMs = (audio: string, format: WireAudioFormat | undefined): number =>
  (audio.length * 3) / 4 / bytesPerMs(format)

/** How much of the user the service was given since its buffer was empty. */
export class SentAudio {
  #bytes = 0
  #atMs = performance.now()

  note(event: ClientEvent): void {
    if (event.type === 'input_audio_buffer.append') {
      this.#bytes += (event.audio.length * 3) / 4
      this.#atMs = performance.now()
    }
    if (event.type === 'input_audio_buffer.clear' || event.type === 'input_audio_buffer.commit')
      this.#bytes = 0
  }

  ms(format: WireAudioFormat | undefined): number {
    return this.#bytes / bytesPerMs(format)
  }

  /** For how long nothing was sent. */
  quietMs(): number {
    return performance.now() - this.#atMs
  }
}
