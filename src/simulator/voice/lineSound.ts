import { floatToPcm16, pcm16ToFloat, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { resampled } from '../../audio/sound/Resampler.ts'
import { decodeAdpcm, encodeAdpcm } from './adpcm.ts'

/** Speech has little above 8 kHz, and flite nothing. */
const FILE_RATE_HZ = 16_000

/** First bytes of every file, so that a page in place of a sound is not played as noise. */
const MARK = [0x52, 0x52, 0x56, 0x31]

/** @param pcm - 24 kHz mono. */
export function writeSound(pcm: Int16Array): Uint8Array<ArrayBuffer> {
  const speech = floatToPcm16(resampled(pcm16ToFloat(pcm), VOICE_RATE_HZ, FILE_RATE_HZ))
  return Uint8Array.from([...MARK, ...encodeAdpcm(speech)])
}

/** @returns 24 kHz mono, or `null` for what is no such file. */
export function readSound(bytes: Uint8Array): Int16Array<ArrayBuffer> | null {
  if (!MARK.every((byte, at) => bytes[at] === byte)) return null
  const speech = pcm16ToFloat(decodeAdpcm(bytes.subarray(MARK.length)))
  return floatToPcm16(resampled(speech, FILE_RATE_HZ, VOICE_RATE_HZ))
}
