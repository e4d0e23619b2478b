import { expect, it, onTestFinished } from 'vitest'
import { startPulse } from '../support/pulse.ts'
import { pitchHz, tone } from './support/sounds.ts'
import { startFirefox } from './support/startFirefox.ts'

const LISTEN_MS = 3500

async function listen(rateHz: number) {
  const pulse = await startPulse()
  onTestFinished(() => pulse.close())
  await pulse.plugSpeaker('speaker', { rateHz })
  const source = await pulse.plugMicrophone('microphone', { rateHz })
  const page = await startFirefox(pulse)
  const ears = await page.evaluateHandle(() => window.rig.startMicrophone())
  return {
    /** What the tone has become, at 24 kHz, where it is expected at `asHz`. */
    async hear(hz: number, asHz = hz) {
      const playing = source.hears(tone(hz, rateHz), Infinity)
      const recording = await source.record()
      const fit = await page.evaluate(
        async (ears, ms, asHz) => {
          await window.rig.wait(ms)
          return window.rig.cleanestFit(ears.last(48_000), asHz, 24_000)
        },
        ears,
        LISTEN_MS,
        asHz,
      )
      playing.stop()
      const there = (await recording.stop()).subarray(-rateHz)
      await playing.ended
      return { ...fit, thereHz: pitchHz(there, rateHz) }
    },
    chunkLengths: () => page.evaluate((ears) => ears.chunks.map(({ length }) => length), ears),
  }
}

it.each([44_100, 48_000])('hears a microphone of %i Hz cleanly at 24 kHz', async (rateHz) => {
  const { hear, chunkLengths } = await listen(rateHz)
  const low = await hear(1000)
  expect(low.thereHz).toBeCloseTo(1000, -2)
  expect(low.toneDb).toBeCloseTo(-9.03, 1)
  expect(low.snrDb).toBeGreaterThanOrEqual(88)
  // Folded at 12 kHz, it would be heard at 9 kHz.
  const high = await hear(15_000, 9000)
  expect(high.thereHz).toBeCloseTo(15_000, -3)
  expect(high.totalDb).toBeLessThanOrEqual(-80)
  expect(new Set(await chunkLengths())).toEqual(new Set([960]))
})
