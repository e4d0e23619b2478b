import { expect, it } from 'vitest'
import { ChunkPacker } from '../../src/audio/worklet/ChunkPacker.ts'
import { chunked, levelDb, snrDb } from './signals.ts'

/** A second of a tone as a device at that rate would give it, packed, without the edges. */
function captured(hz: number, fromHz: number, toHz: number): number[] {
  const samples: number[] = []
  const packer = new ChunkPacker(fromHz, toHz, 40, ({ pcm }) => samples.push(...(pcm ?? [])))
  const tone = Float32Array.from(
    { length: fromHz },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / fromHz),
  )
  for (const block of chunked(tone, [128])) packer.push(block)
  return samples.slice(toHz * 0.1, toHz * 0.9)
}

const RATES = [8000, 16_000, 24_000, 44_100, 48_000, 96_000]

it.each(RATES)('keeps a tone of 1 kHz from a device at %i Hz clean, and in tune', (fromHz) => {
  expect(snrDb(captured(1000, fromHz, 24_000), 1000, 24_000)).toBeGreaterThan(88)
  expect(snrDb(captured(1000, fromHz, 8000), 1000, 8000)).toBeGreaterThan(88)
})

it.each([44_100, 48_000, 96_000])('lets nothing fold back from a device at %i Hz', (fromHz) => {
  expect(levelDb(captured(15_000, fromHz, 24_000))).toBeLessThan(-80)
  // 5 kHz is sound at 24 kHz, and would be a tone of 3 kHz at 8 kHz.
  expect(levelDb(captured(5000, fromHz, 24_000))).toBeCloseTo(0, 1)
  expect(levelDb(captured(5000, fromHz, 8000))).toBeLessThan(-80)
})

it('rounds to the nearest step, so that nothing is shifted', () => {
  const mean = captured(1000, 48_000, 24_000).reduce((sum, x) => sum + x, 0) / 19_200
  expect(Math.abs(mean)).toBeLessThan(0.05)
})
