import { expect, it } from 'vitest'
import { tonePcm } from '../audio/signals.ts'
import { findIn, rumble } from './support/likeness.ts'
import { DevicesPage } from './support/DevicesPage.ts'
import { newPulse } from './support/newPulse.ts'
import { plays, soundsOn } from './support/soundsOn.ts'

const RATE_HZ = 24_000
const SECOND = RATE_HZ
const PART = SECOND / 50
/** How far before the place where it should be a part is looked for. */
const MARGIN = 240

async function twoSpeakers() {
  const pulse = await newPulse()
  const desk = await pulse.plugSpeaker('desk', { label: 'Desk speaker' })
  const headset = await pulse.plugSpeaker('headset', { label: 'Headset' })
  const page = await DevicesPage.open(pulse)
  return {
    pulse,
    page,
    desk,
    headset,
    atDesk: await desk.record(),
    atHeadset: await headset.record(),
  }
}

it('plays what it was sent, and the loudspeaker gets all of it without a gap', async () => {
  const pulse = await newPulse()
  const speaker = await pulse.plugSpeaker('speaker', { rateHz: RATE_HZ })
  const page = await DevicesPage.open(pulse)
  const recording = await speaker.record()
  const sent = rumble(3 * SECOND)
  await page.play('a', sent)
  await expect.poll(() => page.page.evaluate(() => window.devices!.player.isPlaying)).toBe(true)
  await expect
    .poll(() => page.page.evaluate(() => window.devices!.player.isPlaying), { timeout: 8000 })
    .toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const recorded = await recording.stop()
  const begin = recorded.findIndex((sample) => Math.abs(sample) > 1e-4)
  const lateBy: number[] = []
  for (let at = 0; at < sent.length; at += PART) {
    const from = begin + at + (lateBy.at(-1) ?? 0) - MARGIN
    const found = findIn(recorded, sent.subarray(at, at + PART), from, SECOND / 2)
    // One that has a pause in it is nowhere; the next one tells how long it was.
    if (found.alike > 0.98) lateBy.push(found.at - begin - at)
  }
  expect(lateBy.length).toBeGreaterThan(130)
  // What is lost puts the rest earlier. Where a busy machine did not let the browser work the rest is later, by as many of
  // the browser's own buffers, and by nothing of ours.
  const batch = RATE_HZ * (await page.page.evaluate(() => new AudioContext().baseLatency))
  const steps = lateBy.slice(1).map((late, i) => late - lateBy[i]!)
  expect(Math.min(...steps)).toBeGreaterThan(-4)
  expect(steps.filter((step) => Math.abs(step - batch * Math.round(step / batch)) > 8)).toEqual([])
})

it('moves the sound to the loudspeaker that is chosen', async () => {
  const { page, atDesk, atHeadset } = await twoSpeakers()
  await page.play('a', tonePcm(20 * SECOND))
  await soundsOn(atDesk, 440).toBe(true)
  expect(plays(atHeadset, 440)).toBe(false)
  await page.chooseSpeaker('Headset')
  await soundsOn(atHeadset, 440).toBe(true)
  await soundsOn(atDesk, 440).toBe(false)
  expect(await page.speaker()).toMatchObject({ notice: null, error: null, status: 'running' })
  expect(await page.page.evaluate(() => window.devices!.player.isPlaying)).toBe(true)
})

it('goes on at the system’s choice when the chosen loudspeaker is unplugged', async () => {
  const { page, headset, atDesk, atHeadset } = await twoSpeakers()
  await page.chooseSpeaker('Headset')
  await page.play('a', tonePcm(30 * SECOND))
  await soundsOn(atHeadset, 440).toBe(true)
  await headset.unplug()
  await soundsOn(atDesk, 440).toBe(true)
  await expect
    .poll(() => page.speaker(), { timeout: 8000 })
    .toMatchObject({
      outputDeviceId: null,
      notice: expect.stringContaining('Headset went away') as unknown,
      error: null,
      status: 'running',
    })
  await soundsOn(atDesk, 440).toBe(true)
})
