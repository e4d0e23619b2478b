import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ChunkPackers } from '../../src/audio/worklet/ChunkPackers.ts'
import { pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import type { CapturedChunk } from '../../src/audio/worklet/voiceMessages.ts'
import { chunked, noisePcm, snrDb } from './signals.ts'

function packing(ratesHz: readonly number[], inputRateHz = 48_000) {
  const chunks: CapturedChunk[] = []
  const packers = new ChunkPackers(inputRateHz, ratesHz, 40, (chunk) => chunks.push(chunk))
  const samples = (rateHz: number) =>
    chunks.flatMap((chunk) => (chunk.rateHz === rateHz ? [...(chunk.pcm ?? [])] : []))
  return { packers, chunks, samples }
}

const tone = (samples: number, hz = 1000) =>
  Float32Array.from({ length: samples }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 48_000))

it('gives every moment once for each rate, and says which there are', () => {
  const { packers, chunks, samples } = packing([24_000, 8000])
  for (const block of chunked(tone(48_000), [128])) packers.push(block)
  packers.flush()
  expect(samples(24_000)).toHaveLength(24_000)
  expect(samples(8000)).toHaveLength(8000)
  expect(new Set(chunks.map(({ ratesHz }) => String(ratesHz)))).toEqual(new Set(['24000,8000']))
})

it('changes its rate without a gap, wherever the chunk was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6000 }), (at) => {
      const { packers, chunks } = packing([24_000])
      packers.push(tone(at))
      packers.setRates([8000])
      packers.push(tone(9000 - at))
      packers.flush()
      const ms = chunks.map(({ pcm, rateHz }) => ((pcm?.length ?? 0) * 1000) / rateHz)
      expect(ms.every((length) => length <= 40)).toBe(true)
      // A sample at 8 kHz lasts 0.125 ms.
      expect(Math.abs(ms.reduce((sum, length) => sum + length, 0) - 187.5)).toBeLessThan(0.2)
      const rates = chunks.map(({ rateHz }) => rateHz)
      expect(rates).toEqual([...rates].sort((a, b) => b - a))
    }),
  )
})

it('leaves a rate that stays untouched by one that comes and goes', () => {
  const { packers, samples } = packing([24_000])
  for (const block of chunked(tone(48_000), [128])) {
    packers.push(block)
    packers.setRates(samples(24_000).length % 3000 < 1500 ? [24_000] : [24_000, 8000])
  }
  packers.flush()
  expect(samples(24_000)).toHaveLength(24_000)
  expect(snrDb(samples(24_000).slice(2400, 21_600), 1000, 24_000)).toBeGreaterThan(88)
})

it('keeps the first chunk of a new rate back while muted', () => {
  const { packers, chunks } = packing([24_000], 24_000)
  packers.setMuted(true)
  packers.setRates([8000])
  packers.push(pcm16ToFloat(noisePcm(4800)))
  expect(chunks.length).toBeGreaterThan(2)
  expect(chunks.every(({ pcm, rms }) => pcm === null && rms > 0)).toBe(true)
  packers.setMuted(false)
  packers.push(pcm16ToFloat(noisePcm(4800)))
  expect(chunks.at(-1)?.pcm).toHaveLength(320)
})

it('hands over a memory of its own with every chunk, because it is given away', () => {
  const { packers, chunks } = packing([24_000], 24_000)
  packers.push(pcm16ToFloat(noisePcm(4800)))
  packers.flush()
  expect(new Set(chunks.map(({ pcm }) => pcm?.buffer)).size).toBe(chunks.length)
})
