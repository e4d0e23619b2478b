import { decodeBase64, encodeBase64 } from './base64.ts'

/** What the services hear and speak, and what all positions between microphone and loudspeaker are counted in. */
export const VOICE_RATE_HZ = 24_000

/** What G.711 is spoken at. */
export const TELEPHONE_RATE_HZ = 8000

/**
 * The same for both signs and both ways, so that PCM16 to float and back is exact and zero stays in the middle.
 * The price: +1.0 has no PCM16 of its own and becomes 32767.
 */
const FULL_SCALE = 32768

/** Rounds to the nearest step and clamps; what is not a number becomes silence. `output` must be as long as `input`. */
export function floatToPcm16(
  input: Float32Array,
  output = new Int16Array(input.length),
): Int16Array<ArrayBuffer> {
  for (let i = 0; i < input.length; i++) {
    const value = Math.round(input[i]! * FULL_SCALE)
    output[i] = value > 32767 ? 32767 : value < -32768 ? -32768 : value
  }
  return output
}

/** From -1 to just under 1. `output` must be as long as `input`. */
export function pcm16ToFloat(
  input: Int16Array,
  output = new Float32Array(input.length),
): Float32Array<ArrayBuffer> {
  for (let i = 0; i < input.length; i++) output[i] = input[i]! / FULL_SCALE
  return output
}

/** Whether this host has numbers in memory as the wire has them; every browser of today does. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** In place, and given back. */
function swapPairs<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  for (let i = 1; i < bytes.length; i += 2) [bytes[i - 1], bytes[i]] = [bytes[i]!, bytes[i - 1]!]
  return bytes
}

/** The same memory. */
const viewOf = (pcm: Int16Array) => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)

/** Little endian, as on the wire, whatever the host is. A copy. */
export function pcm16ToBytes(
  pcm: Int16Array,
  isNative = IS_LITTLE_ENDIAN,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(viewOf(pcm))
  return isNative ? bytes : swapPairs(bytes)
}

/** Half a sample at the end is left out: whoever reads a stream must carry that byte over. A copy. */
export function bytesToPcm16(
  bytes: Uint8Array,
  isNative = IS_LITTLE_ENDIAN,
): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(bytes.length >> 1)
  const copy = viewOf(pcm)
  copy.set(bytes.subarray(0, copy.length))
  if (!isNative) swapPairs(copy)
  return pcm
}

export const pcm16ToBase64 = (pcm: Int16Array): string =>
  encodeBase64(IS_LITTLE_ENDIAN ? viewOf(pcm) : pcm16ToBytes(pcm))

/** Throws a VoiceError `protocol_warning` for what is not base64. Half a sample at the end is left out. */
export const base64ToPcm16 = (text: string): Int16Array<ArrayBuffer> =>
  bytesToPcm16(decodeBase64(text))

/** Not rounded: who reports a position rounds it down. */
export const samplesToMs = (samples: number, rateHz: number): number => (samples * 1000) / rateHz

/** To the nearest whole sample. */
export const msToSamples = (ms: number, rateHz: number): number => Math.round((ms * rateHz) / 1000)
