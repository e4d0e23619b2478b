import { decodeBase64, encodeBase64 } from './base64.ts'
import { aLawToPcm16, muLawToPcm16, pcm16ToALaw, pcm16ToMuLaw } from './g711.ts'
import { floatToPcm16, pcm16ToBase64, TELEPHONE_RATE_HZ, VOICE_RATE_HZ } from './pcm.ts'
import { Resampler } from './Resampler.ts'

const LAWS = {
  g711_ulaw: { encode: pcm16ToMuLaw, decode: muLawToPcm16 },
  g711_alaw: { encode: pcm16ToALaw, decode: aLawToPcm16 },
}

/** One sound that comes by telephone, piece by piece. */
export interface TelephoneSound {
  /** 24 kHz. Throws a VoiceError `protocol_warning` for what is not base64. */
  hear(base64: string): Int16Array
  /** What is still to be heard when no more comes: then it was exactly as long as it is on the wire. */
  end(): Int16Array
}

type Law = keyof typeof LAWS

/** Answers a function that takes samples at any rate, which may change, and may hold back the last 4 ms of them. */
function resampledTo(rateHz: number): (pcm: Int16Array, fromHz: number) => Int16Array[] {
  let beforeHz = rateHz
  let resampler = new Resampler(rateHz, rateHz)
  return (pcm, fromHz) => {
    const parts: Int16Array[] = []
    if (fromHz !== beforeHz) {
      parts.push(floatToPcm16(resampler.flush()))
      resampler = new Resampler(fromHz, rateHz)
      beforeHz = fromHz
    }
    return [...parts, resampler.resamplePcm16(pcm)]
  }
}

/** G.711 as services speak it, 8 kHz in base64, for a microphone and a player of 24 kHz. Each call begins a new stream. */
export const telephone = {
  /** Answers a function that takes the next samples, at 24 kHz unless it is told otherwise: at 8 kHz they are not resampled. */
  speak(format: Law | 'pcm16'): (pcm: Int16Array, rateHz?: number) => string {
    const isLaw = format !== 'pcm16'
    const resample = resampledTo(isLaw ? TELEPHONE_RATE_HZ : VOICE_RATE_HZ)
    const encode = isLaw
      ? (pcm: Int16Array) => encodeBase64(LAWS[format].encode(pcm))
      : pcm16ToBase64
    return (pcm, rateHz = VOICE_RATE_HZ) => encode(joined(resample(pcm, rateHz)))
  },
  listen(format: Law): TelephoneSound {
    const resampler = new Resampler(TELEPHONE_RATE_HZ, VOICE_RATE_HZ)
    let owedSamples = 0
    const passed = (pcm: Int16Array) => {
      owedSamples -= pcm.length
      return pcm
    }
    return {
      hear(base64) {
        const pcm = LAWS[format].decode(decodeBase64(base64))
        owedSamples += (pcm.length * VOICE_RATE_HZ) / TELEPHONE_RATE_HZ
        return passed(resampler.resamplePcm16(pcm))
      },
      end: () => {
        const silence = new Int16Array(Math.ceil(TELEPHONE_RATE_HZ / 100))
        return passed(resampler.resamplePcm16(silence).subarray(0, owedSamples))
      },
    }
  },
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
