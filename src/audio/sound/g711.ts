/**
 * ITU-T G.711 (11/1988), the two laws of telephony: one byte a sample, at 8 kHz on every wire that
 * speaks them. A byte holds a sign, a segment of 3 bits and a step of 4 bits; each segment has steps
 * twice as wide as the one before.
 */

/** What lifts μ-law's first segment, so that every segment begins at a power of two: 33 in the standard's 14 bits. */
const MU_BIAS = 132
const MU_MAX = 32_767 - MU_BIAS
/** On the wire all bits of μ-law are turned over, and every second one of A-law. */
const MU_INVERTED = 0xff
const A_INVERTED = 0x55

/** The segment of a magnitude whose first one begins at 256: 0 to 7. */
const segmentOf = (magnitude: number): number => Math.max(0, 24 - Math.clz32(magnitude | 1))

function toMu(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), MU_MAX) + MU_BIAS
  const segment = segmentOf(magnitude)
  const step = (magnitude >> (segment + 3)) & 15
  return ((sample < 0 ? 0x80 : 0) | (segment << 4) | step) ^ MU_INVERTED
}

function fromMu(byte: number): number {
  const bits = byte ^ MU_INVERTED
  const magnitude = ((((bits & 15) << 3) + MU_BIAS) << ((bits >> 4) & 7)) - MU_BIAS
  return (bits & 0x80) !== 0 ? -magnitude : magnitude
}

function toA(sample: number): number {
  // Nought belongs to the positive side, so the negative one begins at -1.
  const magnitude = sample < 0 ? ~sample : sample
  const segment = segmentOf(magnitude)
  const step = (magnitude >> (segment === 0 ? 4 : segment + 3)) & 15
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ A_INVERTED
}

function fromA(byte: number): number {
  const bits = byte ^ A_INVERTED
  const segment = (bits >> 4) & 7
  const middle = ((bits & 15) << 4) + 8
  const magnitude = segment === 0 ? middle : (middle + 256) << (segment - 1)
  return (bits & 0x80) !== 0 ? magnitude : -magnitude
}

const encoder =
  (law: (sample: number) => number) =>
  (pcm: Int16Array): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(pcm.length)
    for (let i = 0; i < pcm.length; i++) bytes[i] = law(pcm[i]!)
    return bytes
  }

const decoder =
  (law: (byte: number) => number) =>
  (bytes: Uint8Array): Int16Array<ArrayBuffer> => {
    const pcm = new Int16Array(bytes.length)
    for (let i = 0; i < bytes.length; i++) pcm[i] = law(bytes[i]!)
    return pcm
  }

/** `audio/pcmu`. Silence stays silence; what is loud is kept to within 3 %. */
export const pcm16ToMuLaw = encoder(toMu)
export const muLawToPcm16 = decoder(fromMu)

/** `audio/pcma`. Kept to within 3 % too, but it knows no silence: zeros come back as 8. */
export const pcm16ToALaw = encoder(toA)
export const aLawToPcm16 = decoder(fromA)
