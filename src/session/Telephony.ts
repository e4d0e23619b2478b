import { pcm16ToBase64 } from '../audio/sound/pcm.ts'
import type { telephone, TelephoneSound } from '../audio/sound/telephone.ts'
import { VoiceError } from '../base/errors.ts'
import type { SessionSettings, WireAudioFormat } from '../protocol/SessionSettings.ts'
import type { Writer } from './Uplink.ts'

type Formats = Pick<SessionSettings, 'inputFormat' | 'outputFormat'>

const failed = (cause?: unknown) =>
  new VoiceError('part_load_failed', { details: { part: 'telephone sound' }, cause })

/** G.711 for our own microphone and player: loaded by the first line that speaks it. */
export class Telephony {
  #telephone: typeof telephone | null = null

  /** @throws `VoiceError` `part_load_failed` */
  async load(formats: Formats): Promise<void> {
    if (this.#telephone || !(isG711(formats.inputFormat) || isG711(formats.outputFormat))) return
    try {
      this.#telephone = (await import('../audio/sound/telephone.ts')).telephone
    } catch (cause) {
      throw failed(cause)
    }
  }

  /** How the user's voice is written; `null` until what it takes is loaded. */
  speak(format: WireAudioFormat = 'pcm16'): Writer | null {
    // Once it was loaded, what comes may still be captured at the rate of a line before.
    if (this.#telephone) return this.#telephone.speak(format)
    return isG711(format) ? null : pcm16ToBase64
  }

  /** @throws `VoiceError` `part_load_failed` until what it takes is loaded. */
  listen(format: Exclude<WireAudioFormat, 'pcm16'>): TelephoneSound {
    if (this.#telephone) return this.#telephone.listen(format)
    this.load({ outputFormat: format }).catch(() => undefined)
    throw failed()
  }
}

export const isG711 = (
  format: WireAudioFormat | undefined,
): format is Exclude<WireAudioFormat, 'pcm16'> => format?.startsWith('g711') ?? false
