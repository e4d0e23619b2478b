import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { audibleSeconds } from '../../src/audio/playback/audibleSeconds.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'], now: 0 }))
afterEach(() => void vi.useRealTimers())

const clock = (state: AudioContextState, stamp?: AudioTimestamp) => ({
  state,
  currentTime: 10,
  baseLatency: 0.01,
  outputLatency: 0.04,
  ...(stamp && { getOutputTimestamp: () => stamp }),
})

it('is behind the clock by the latencies that are admitted to', () => {
  expect(audibleSeconds(clock('running'))).toBeCloseTo(9.95, 6)
})

it('goes by the pair of clocks at the device, and on with the time', () => {
  vi.advanceTimersByTime(5000)
  const paired = clock('running', { contextTime: 9.7, performanceTime: 4990 })
  expect(audibleSeconds(paired)).toBeCloseTo(9.71, 6)
  vi.advanceTimersByTime(100)
  expect(audibleSeconds(paired)).toBeCloseTo(9.81, 6)
})

it('is never ahead of what was rendered', () => {
  vi.advanceTimersByTime(5000)
  expect(audibleSeconds(clock('running', { contextTime: 9.9, performanceTime: 4000 }))).toBe(10)
})

it.each(['suspended', 'interrupted', 'closed'] as const)('stands still while %s', (state) => {
  vi.advanceTimersByTime(5000)
  const paired = clock(state, { contextTime: 9.7, performanceTime: 4990 })
  expect(audibleSeconds(paired)).toBe(10)
  vi.advanceTimersByTime(500)
  expect(audibleSeconds(paired)).toBe(10)
})
