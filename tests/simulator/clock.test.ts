import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/simulator/engine/Clock.ts'

afterEach(() => vi.useRealTimers())

const DAY_MS = 24 * 3600 * 1000

it('waits for longer than a timer of the platform can', () => {
  vi.useFakeTimers()
  const run = vi.fn()
  systemClock.after(30 * DAY_MS, run)
  vi.advanceTimersByTime(29 * DAY_MS)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(DAY_MS)
  expect(run).toHaveBeenCalledTimes(1)
})

it('takes back what waits for long, too', () => {
  vi.useFakeTimers()
  const run = vi.fn()
  const takeBack = systemClock.after(30 * DAY_MS, run)
  vi.advanceTimersByTime(26 * DAY_MS)
  takeBack()
  vi.advanceTimersByTime(10 * DAY_MS)
  expect(run).not.toHaveBeenCalled()
})
