import { aLawToPcm16, muLawToPcm16, pcm16ToALaw, pcm16ToMuLaw } from '../../audio/sound/g711.ts'
import { bytesToPcm16, pcm16ToBytes, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'

/** How samples lie on the wire. */
export interface WireFormat {
  readonly rateHz: number
  readonly bytesPerSample: 1 | 2
  encode(pcm: Int16Array): Uint8Array
  /** Half a sample at the end is left out. */
  decode(bytes: Uint8Array): Int16Array<ArrayBuffer>
}

const TELEPHONE_RATE_HZ = 8000

/** @param format - `{ type, rate }` of a session: `audio/pcm`, `audio/pcmu` or `audio/pcma`; it was checked before. */
export function wireFormat(format: object): WireFormat {
  const { type, rate }: { type?: unknown; rate?: unknown } = format
  if (type === 'audio/pcmu')
    return {
      rateHz: TELEPHONE_RATE_HZ,
      bytesPerSample: 1,
      encode: pcm16ToMuLaw,
      decode: muLawToPcm16,
    }
  if (type === 'audio/pcma')
    return {
      rateHz: TELEPHONE_RATE_HZ,
      bytesPerSample: 1,
      encode: pcm16ToALaw,
      decode: aLawToPcm16,
    }
  return {
    rateHz: typeof rate === 'number' ? rate : VOICE_RATE_HZ,
    bytesPerSample: 2,
    encode: pcm16ToBytes,
    decode: bytesToPcm16,
  }
}
