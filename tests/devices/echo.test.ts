import { expect, it } from 'vitest'
import { recordSpeech } from '../../src/simulator/node/recordSpeech.ts'
import { DevicesPage } from './support/DevicesPage.ts'
import { newPulse } from './support/newPulse.ts'
import { levelDb } from './support/tones.ts'

const RATE_HZ = 24_000
const SENTENCE =
  'The assistant speaks at some length about the weather in the mountains, and nobody says a word. '

/** How loud the assistant is in a microphone beside the loudspeaker, from the fourth to the seventh second. */
async function echoDb(speech: Int16Array, echoCancellation: boolean): Promise<number> {
  const pulse = await newPulse()
  const speaker = await pulse.plugSpeaker('speaker')
  await pulse.plugMicrophone('microphone', { near: speaker })
  const constraints = { echoCancellation, noiseSuppression: false, autoGainControl: false }
  const page = await DevicesPage.open(pulse, { microphone: { constraints } })
  await page.start()
  await page.play('a', speech)
  await expect.poll(() => page.page.evaluate(() => window.devices!.player.isPlaying)).toBe(true)
  const from = await page.samples()
  await expect.poll(() => page.samples(), { timeout: 15_000 }).toBeGreaterThan(from + 7 * RATE_HZ)
  return levelDb((await page.heardFrom(from + 4 * RATE_HZ)).subarray(0, 3 * RATE_HZ))
}

it('does not hear the assistant out of the loudspeaker', async () => {
  const speech = await recordSpeech([SENTENCE.repeat(3)])
  const without = await echoDb(speech, false)
  expect(without).toBeGreaterThan(-40)
  expect(await echoDb(speech, true)).toBeLessThan(without - 30)
})
