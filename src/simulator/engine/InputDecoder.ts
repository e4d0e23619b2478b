import { floatToPcm16, samplesToMs, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { Resampler } from '../../audio/sound/Resampler.ts'
import type { WireFormat } from './WireFormat.ts'
import { joinSamples } from './wireAudio.ts'

/** The user's sound from the wire, in chunks that may end anywhere, as 24 kHz. */
export class InputDecoder {
  readonly format: WireFormat
  readonly #resampler: Resampler
  #odd: number | null = null
  #decoded = 0
  #given = 0

  constructor(format: WireFormat) {
    this.format = format
    this.#resampler = new Resampler(format.rateHz, VOICE_RATE_HZ)
  }

  /** Sound that was given to it and not given back: the resampler waits for what follows it. */
  get pendingMs(): number {
    return samplesToMs(this.#decoded, this.format.rateHz) - samplesToMs(this.#given, VOICE_RATE_HZ)
  }

  lengthMs(bytes: Uint8Array): number {
    return samplesToMs(bytes.length / this.format.bytesPerSample, this.format.rateHz)
  }

  decode(bytes: Uint8Array): Int16Array {
    const samples = this.format.decode(this.#whole(bytes))
    this.#decoded += samples.length
    const converted = this.#resampler.resamplePcm16(samples)
    this.#given += converted.length
    return converted
  }

  /** All that was held back; what comes next is a new sound. Half a sample still waits for its other half. */
  flush(): Int16Array {
    const rest = floatToPcm16(this.#resampler.flush())
    this.#resampler.reset()
    this.#decoded = 0
    this.#given = 0
    return rest
  }

  /** Whole samples: half a one waits for its other half. */
  #whole(bytes: Uint8Array): Uint8Array {
    if (this.format.bytesPerSample === 1) return bytes
    if (this.#odd === null && bytes.length % 2 === 0) return bytes
    const all = new Uint8Array(bytes.length + (this.#odd === null ? 0 : 1))
    all.set(bytes, all.length - bytes.length)
    if (this.#odd !== null) all[0] = this.#odd
    this.#odd = all.length % 2 === 1 ? (all[all.length - 1] ?? null) : null
    return all
  }
}

/** A sound that comes in one piece. */
export function decodedWhole(bytes: Uint8Array, format: WireFormat): Int16Array {
  const decoder = new InputDecoder(format)
  return joinSamples([decoder.decode(bytes), decoder.flush()])
}
