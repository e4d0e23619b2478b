import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { heardAtMs } from '../../src/audio/playback/heardAtMs.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'], now: 0 }))
afterEach(() => void vi.useRealTimers())

const clock = (stamp?: { contextTime?: number; performanceTime?: number }, outputLatency = 0) => ({
  currentTime: 10,
  baseLatency: 0.01,
  outputLatency,
  ...(stamp && { getOutputTimestamp: () => stamp }),
})

it('goes by the pair of clocks at the device, so that its latency is in it', () => {
  vi.advanceTimersByTime(5000)
  // What is heard now was rendered 40 ms ago.
  const paired = clock({ contextTime: 9.96, performanceTime: 5000 }, 0.2)
  expect(heardAtMs(paired, 9.96)).toBeCloseTo(5000, 6)
  expect(heardAtMs(paired, 10.005)).toBeCloseTo(5045, 6)
  expect(heardAtMs(paired, 9.9)).toBeCloseTo(4940, 6)
})

it.each([
  ['is missing', undefined],
  ['is zero', { contextTime: 0, performanceTime: 0 }],
  ['is empty', {}],
  ['is ahead of the context', { contextTime: 11, performanceTime: 5000 }],
  ['is on another clock', { contextTime: 9.96, performanceTime: 1_795_000_000_000 }],
])('goes by the present and the latency that is admitted to when the pair %s', (_why, stamp) => {
  vi.advanceTimersByTime(5000)
  expect(heardAtMs(clock(stamp, 0.05), 9.98)).toBeCloseTo(5040, 6)
  expect(heardAtMs(clock(stamp), 9.98)).toBeCloseTo(4990, 6)
})

it('never asks Firefox, whose answer may not come', () => {
  vi.advanceTimersByTime(5000)
  vi.stubGlobal('mozInnerScreenX', 0)
  onTestFinished(() => void vi.unstubAllGlobals())
  const asked = (): never => {
    throw new Error('It was asked.')
  }
  const deaf = {
    currentTime: 10,
    baseLatency: 0,
    get outputLatency() {
      return asked()
    },
    getOutputTimestamp: asked,
  }
  expect(heardAtMs(deaf, 9.98)).toBeCloseTo(5020, 6)
})
