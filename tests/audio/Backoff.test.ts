import { expect, it } from 'vitest'
import { Backoff } from '../../src/audio/Backoff.ts'

function clockedBackoff() {
  const clock = { ms: 0 }
  return { clock, backoff: new Backoff(() => clock.ms) }
}

it('tries at once, and then waits twice as long each time, up to 30 s', () => {
  const { backoff } = clockedBackoff()
  const waits = Array.from({ length: 8 }, () => backoff.nextMs())
  expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

it('forgets what was after 30 s of health, and not before', () => {
  const { clock, backoff } = clockedBackoff()
  backoff.nextMs()
  backoff.succeed()
  clock.ms = 29_999
  // Said again and again, it is still the same health.
  backoff.succeed()
  expect(backoff.nextMs()).toBe(1000)
  clock.ms = 90_000
  expect(backoff.nextMs()).toBe(2000)
  backoff.succeed()
  clock.ms = 120_000
  expect(backoff.nextMs()).toBe(0)
})
