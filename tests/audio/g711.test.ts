import { describe, expect, it } from 'vitest'
import { aLawToPcm16, muLawToPcm16, pcm16ToALaw, pcm16ToMuLaw } from '../../src/audio/sound/g711.ts'

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const ALL_SAMPLES = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)

/** The standard's decision values (columns 5 of its tables), in PCM16: between two of them lies one value. */
function decisionsOf(law: 'mu' | 'A'): number[] {
  // In the standard's own units: 14 bits for mu, 13 for A.
  const widths = law === 'mu' ? [2, 4, 8, 16, 32, 64, 128, 256] : [2, 2, 4, 8, 16, 32, 64, 128]
  const decisions = law === 'mu' ? [0, 1] : [0]
  for (const [segment, width] of widths.entries())
    for (let step = law === 'mu' && segment === 0 ? 1 : 0; step < 16; step++)
      decisions.push((decisions.at(-1) ?? 0) + width)
  return decisions.map((decision) => decision * (law === 'mu' ? 4 : 8))
}

/** The values themselves (columns 8): in the middle, but mu-law's first is silence. */
const valuesOf = (decisions: readonly number[]) =>
  decisions
    .slice(1)
    .map((high, i) => ((decisions[i] ?? 0) + high) / 2)
    .map((middle) => (middle === 2 ? 0 : middle))

const LAWS = [
  { law: 'mu', encode: pcm16ToMuLaw, decode: muLawToPcm16 },
  { law: 'A', encode: pcm16ToALaw, decode: aLawToPcm16 },
] as const

describe.each(LAWS)('G.711 $law-law', ({ law, encode, decode }) => {
  const decisions = decisionsOf(law)
  const positive = valuesOf(decisions)

  it("has the 128 values of the standard's table, and their negatives", () => {
    expect(positive).toHaveLength(128)
    const values = [...decode(ALL_BYTES)].sort((a, b) => a - b)
    const wanted = [...positive.map((value) => 0 - value), ...positive].sort((a, b) => a - b)
    expect(values).toEqual(wanted.map((value) => value + 0))
  })

  it('gives every sample the value of the interval that it lies in', () => {
    const heard = decode(encode(ALL_SAMPLES))
    const wrong = [...ALL_SAMPLES].filter((sample, i) => {
      const interval = positive.indexOf(Math.abs(heard[i]!))
      const isLast = interval === positive.length - 1
      const size = Math.abs(sample)
      // On a decision value itself both sides are right.
      return size < decisions[interval]! || (size > decisions[interval + 1]! && !isLast)
    })
    expect(wrong).toEqual([])
  })

  it('keeps what was decoded once, however often it goes round', () => {
    const once = decode(ALL_BYTES)
    expect(decode(encode(once))).toEqual(once)
  })

  it('never turns the sign of a sound', () => {
    const heard = decode(encode(ALL_SAMPLES))
    expect([...ALL_SAMPLES].filter((sample, i) => sample * heard[i]! < 0)).toEqual([])
  })
})

describe('known bytes', () => {
  it.each([
    [0, 0xff],
    [4, 0xfe],
    [-4, 0x7e],
    [32_767, 0x80],
    [-32_768, 0x00],
    [1000, 0xce],
  ])('mu-law writes %d as %d', (sample, byte) => {
    expect([...pcm16ToMuLaw(Int16Array.of(sample))]).toEqual([byte])
  })

  it.each([
    [0, 0xd5],
    [-1, 0x55],
    [32_767, 0xaa],
    [-32_768, 0x2a],
    [1000, 0xfa],
  ])('A-law writes %d as %d', (sample, byte) => {
    expect([...pcm16ToALaw(Int16Array.of(sample))]).toEqual([byte])
  })

  it.each([
    [0x80, 32_124],
    [0x00, -32_124],
    [0xff, 0],
    [0x7f, 0],
  ])('mu-law reads %d as %d', (byte, sample) => {
    expect(muLawToPcm16(Uint8Array.of(byte))[0]).toBe(sample)
  })

  it.each([
    [0xd5, 8],
    [0x55, -8],
    [0xaa, 32_256],
    [0x2a, -32_256],
  ])('A-law reads %d as %d', (byte, sample) => {
    expect(aLawToPcm16(Uint8Array.of(byte))[0]).toBe(sample)
  })
})
