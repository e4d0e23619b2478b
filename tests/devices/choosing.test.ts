import { expect, it } from 'vitest'
import { DevicesPage, RAW } from './support/DevicesPage.ts'
import { missingMs, tone } from './support/tones.ts'
import { twoMicrophones } from './support/twoMicrophones.ts'

it('changes the microphone in the middle of a sentence without a gap', async () => {
  const { pulse } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  await expect.poll(() => page.labels()).toEqual(['Desk microphone', 'Headset'])
  const from = await page.samples()
  await page.choose(await page.idOf('Headset'))
  await page.hears(900)
  await page.becomes({ status: 'live', device: 'Headset', notice: null, error: null })
  await page.choose(await page.idOf('Desk microphone'))
  await page.hears(300)
  await page.becomes({ status: 'live', device: 'Desk microphone', notice: null })
  const heard = await page.heardFrom(from)
  // Twice the moment in which the browser fades from one to the other, and nothing else of the sentence.
  expect(missingMs(heard, [300, 900], 24_000)).toBeLessThan(200)
})

it('takes the system’s choice for a saved one that is gone, and goes back when that is there', async () => {
  const { pulse, headset } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  const deviceId = await page.idOf('Headset')
  await headset.unplug()
  await page.load({ microphone: { ...RAW, deviceId } })
  expect(await page.start()).toBeNull()
  await page.hears(300)
  expect(await page.now()).toMatchObject({
    status: 'live',
    device: 'Desk microphone',
    notice: { code: 'device_changed' },
  })
  const again = await pulse.plugMicrophone('headset', { label: 'Headset' })
  again.hears(tone(900), Infinity)
  await page.hears(900)
  await page.becomes({ status: 'live', device: 'Headset', notice: null })
})
