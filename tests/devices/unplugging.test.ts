import { expect, it } from 'vitest'
import { DevicesPage, RAW } from './support/DevicesPage.ts'
import { missingMs, tone } from './support/tones.ts'
import { twoMicrophones } from './support/twoMicrophones.ts'

it('records nobody through another microphone than the one that they chose', async () => {
  const { pulse, headset } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.choose(await page.idOf('Headset'))
  await page.hears(900)
  const from = await page.samples()
  await headset.unplug()
  const { error } = await page.becomes({ status: 'lost', device: null })
  expect(error?.code).toBe('microphone_lost')
  expect(error?.message).toBe('Headset was unplugged, so nobody can hear you.')
  // The audio system moves the stream to the other one, and the page cannot know until it looks: every 3 s.
  const heard = await page.heardFrom(from)
  const others = heard.length / 24 - missingMs(heard, [300], 24_000)
  expect(others).toBeLessThan(3500)
  // The other one is offered, and used when the user says so.
  await expect.poll(() => page.labels()).toEqual(['Desk microphone'])
  expect(await page.start()).toBeNull()
  await page.hears(300)
  await page.becomes({ device: 'Desk microphone', notice: { code: 'device_changed' } })
})

it('goes on with the next one when the system’s choice is unplugged', async () => {
  const { pulse, desk } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  const from = await page.samples()
  await desk.unplug()
  await page.hears(900)
  const { notice } = await page.becomes({ status: 'live', device: 'Headset', error: null })
  expect(notice?.message).toBe('Desk microphone went away. Now using Headset.')
  const heard = await page.heardFrom(from)
  expect(missingMs(heard, [300, 900], 24_000)).toBeLessThan(2000)
})

it('says that none is left, and starts again when one is plugged in', async () => {
  const { pulse, desk, headset } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  await desk.unplug()
  await headset.unplug()
  const { error } = await page.becomes({ status: 'lost', device: null })
  expect(error).toMatchObject({ code: 'microphone_lost' })
  await expect.poll(() => page.labels()).toEqual([])
  expect(await page.start()).toBe('microphone_missing')
  const again = await pulse.plugMicrophone('desk', { label: 'Desk microphone' })
  again.hears(tone(300), Infinity)
  // A virtual device is no hardware that the system would tell of by itself: whoever looks first tells the page.
  await page.page.evaluate(() => navigator.mediaDevices.enumerateDevices())
  await expect.poll(() => page.labels()).toEqual(['Desk microphone'])
  expect(await page.start()).toBeNull()
  await page.hears(300)
  expect(await page.now()).toMatchObject({ status: 'live', error: null })
})
