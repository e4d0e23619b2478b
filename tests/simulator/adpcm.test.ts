import { describe, expect, it } from 'vitest'
import { decodeAdpcm, encodeAdpcm } from '../../src/simulator/voice/adpcm.ts'

const tone = (length: number, amplitude: number, hz: number) =>
  Int16Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 16_000))

describe('four bits a sample', () => {
  it('are half a byte for each, and one more where the number is odd', () => {
    expect(encodeAdpcm(new Int16Array(100))).toHaveLength(50)
    expect(encodeAdpcm(new Int16Array(101))).toHaveLength(51)
    expect(decodeAdpcm(new Uint8Array(51))).toHaveLength(102)
    expect(decodeAdpcm(encodeAdpcm(new Int16Array()))).toHaveLength(0)
  })

  it.each([
    ['soft', 300],
    ['of speech', 6000],
    ['as loud as can be', 32_767],
  ])('follow a tone that is %s', (_how, amplitude) => {
    const pcm = tone(8000, amplitude, 300)
    const back = decodeAdpcm(encodeAdpcm(pcm))
    // The first milliseconds, in which the step finds its width, are left out.
    const off = pcm.map((sample, i) => Math.abs(sample - back[i]!)).subarray(200)
    expect(Math.max(...off)).toBeLessThan(amplitude / 8)
  })

  it('keep silence silent', () => {
    const back = decodeAdpcm(encodeAdpcm(new Int16Array(1000)))
    expect(Math.max(...back.map(Math.abs))).toBeLessThanOrEqual(2)
  })

  it('come back from the loudest click', () => {
    const pcm = new Int16Array(2000)
    pcm.fill(32_767, 100, 140)
    pcm.fill(-32_768, 140, 180)
    const back = decodeAdpcm(encodeAdpcm(pcm))
    expect(Math.max(...back.subarray(600).map(Math.abs))).toBeLessThanOrEqual(40)
    expect(back[139]).toBeGreaterThan(25_000)
    expect(back[179]).toBeLessThan(-25_000)
  })
})
