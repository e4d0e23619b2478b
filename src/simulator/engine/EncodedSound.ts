import { encodeBase64 } from '../../audio/sound/base64.ts'
import { floatToPcm16, pcm16ToFloat, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { Resampler, resampled } from '../../audio/sound/Resampler.ts'
import type { WireFormat } from './WireFormat.ts'

/** A tenth of a second of input at a time is enough to find what comes next. */
const STEP_SAMPLES = VOICE_RATE_HZ / 10

/** A sound of 24 kHz as the client is to hear it, piece by piece: a long one never has to be converted at once. */
export class EncodedSound {
  readonly #sound: Int16Array
  readonly #format: WireFormat
  readonly #resampler: Resampler
  #read = 0
  #ready = new Int16Array(0)
  #given = 0

  constructor(sound: Int16Array, format: WireFormat) {
    this.#sound = sound
    this.#format = format
    this.#resampler = new Resampler(VOICE_RATE_HZ, format.rateHz)
  }

  /** Base64 of all that is before this sample of the sound and was not given yet. */
  until(sample: number): string {
    const end = Math.ceil((sample * this.#format.rateHz) / VOICE_RATE_HZ)
    if (this.#format.rateHz === VOICE_RATE_HZ) return this.#asItIs(end)
    const wanted = end - this.#given
    while (this.#ready.length < wanted) {
      const more = this.#convertMore()
      const both = new Int16Array(this.#ready.length + more.length)
      both.set(this.#ready)
      both.set(more, this.#ready.length)
      this.#ready = both
    }
    const piece = this.#ready.subarray(0, wanted)
    this.#ready = this.#ready.slice(wanted)
    this.#given = end
    return encodeBase64(this.#format.encode(piece))
  }

  /** Buffers that only pass through would be thrown away so fast that each is paid for with a collection. */
  #asItIs(end: number): string {
    const piece = this.#sound.subarray(this.#given, end)
    this.#given = end
    return encodeBase64(this.#format.encode(piece))
  }

  #convertMore(): Int16Array {
    if (this.#read >= this.#sound.length) return floatToPcm16(this.#resampler.flush())
    const next = this.#sound.subarray(this.#read, this.#read + STEP_SAMPLES)
    this.#read += next.length
    return this.#resampler.resamplePcm16(next)
  }
}

/** The whole of a sound of 24 kHz, as the client hears it. */
export function encodedWhole(sound: Int16Array, format: WireFormat): string {
  const samples =
    format.rateHz === VOICE_RATE_HZ
      ? sound
      : floatToPcm16(resampled(pcm16ToFloat(sound), VOICE_RATE_HZ, format.rateHz))
  return encodeBase64(format.encode(samples))
}
