import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JitterBuffer } from '../../src/audio/worklet/JitterBuffer.ts'
import { samplesToMs, VOICE_RATE_HZ } from '../../src/audio/sound/pcm.ts'

const SAMPLES_A_MS = VOICE_RATE_HZ / 1000

function depthsAfter(buffer: JitterBuffer, ...acts: ('widen' | 'ease')[]) {
  return acts.map((act) => {
    buffer[act]()
    return samplesToMs(buffer.depthSamples, VOICE_RATE_HZ)
  })
}

it('is 60 ms deep, twice as deep after each gap up to 240 ms, and eases back to 60', () => {
  const buffer = new JitterBuffer()
  expect(buffer.depthSamples).toBe(60 * SAMPLES_A_MS)
  expect(depthsAfter(buffer, 'widen', 'widen', 'widen')).toEqual([120, 240, 240])
  expect(depthsAfter(buffer, 'ease', 'ease', 'ease', 'widen')).toEqual([120, 60, 60, 120])
})

it('stays as deep as it was told to be, and adapts when that is no length of time', () => {
  expect(depthsAfter(new JitterBuffer(100), 'widen', 'ease', 'ease')).toEqual([100, 100, 100])
  expect(depthsAfter(new JitterBuffer(0), 'widen', 'ease')).toEqual([0, 0])
  for (const odd of [undefined, NaN, -1, Infinity])
    expect(depthsAfter(new JitterBuffer(odd), 'widen')).toEqual([120])
})

it('holds sound back until what waits and what was waited for make up its depth', () => {
  const buffer = new JitterBuffer()
  expect(buffer.holdSamples(0, 0)).toBe(1440)
  expect(buffer.holdSamples(1000, 40)).toBe(400)
  expect(buffer.holdSamples(1440, 0)).toBe(0)
  expect(buffer.holdSamples(100_000, 100_000)).toBe(0)
})

it('costs at most 12 ms where chunks come at four times real time, whatever their length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 480 }), (chunkMs) => {
      const buffer = new JitterBuffer()
      const arrivedMs = (heldMs: number) => chunkMs * (1 + Math.floor((heldMs * 4) / chunkMs))
      let heldMs = 0
      while (buffer.holdSamples(arrivedMs(heldMs) * SAMPLES_A_MS, heldMs * SAMPLES_A_MS) > 0)
        heldMs += 0.25
      expect(heldMs).toBeLessThanOrEqual(12)
    }),
  )
})
