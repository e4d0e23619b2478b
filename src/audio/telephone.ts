import { decodeBase64, encodeBase64 } from './base64.ts'
import { aLawToPcm16, muLawToPcm16, pcm16ToALaw, pcm16ToMuLaw } from './g711.ts'
import { VOICE_RATE_HZ } from './pcm.ts'
import { Resampler } from './Resampler.ts'

const TELEPHONE_RATE_HZ = 8000

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

/** G.711 as services speak it, 8 kHz in base64, for a microphone and a player of 24 kHz. Each call begins a new stream. */
export const telephone = {
  /** Answers a function that takes the next samples, and may hold back the last 4 ms of them. */
  speak(format: keyof typeof LAWS): (pcm: Int16Array) => string {
    const resampler = new Resampler(VOICE_RATE_HZ, TELEPHONE_RATE_HZ)
    return (pcm) => encodeBase64(LAWS[format].encode(resampler.resamplePcm16(pcm)))
  },
  listen(format: keyof typeof LAWS): TelephoneSound {
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
