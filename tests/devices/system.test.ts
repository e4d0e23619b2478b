import { expect, it } from 'vitest'
import { DevicesPage, RAW } from './support/DevicesPage.ts'
import { levelDb, missingMs, tone } from './support/tones.ts'
import { twoMicrophones } from './support/twoMicrophones.ts'

it('follows the system to another default without a gap', async () => {
  const { pulse, desk, headset } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  const from = await page.samples()
  await headset.makeDefault()
  await page.hears(900)
  await desk.makeDefault()
  await page.hears(300)
  expect(missingMs(await page.heardFrom(from), [300, 900], 24_000)).toBeLessThan(300)
  // Chromium calls it that on Linux, and does not say which one it is.
  await page.becomes({ status: 'live', device: 'Default', notice: null, error: null })
})

it('shows that the system mutes the microphone, and that it does not any more', async () => {
  const { pulse, desk } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  await desk.setMuted(true)
  const muted = await page.becomes({ isMutedBySystem: true, status: 'live', error: null })
  await expect
    .poll(async () => levelDb(await page.heardFrom((await page.samples()) - 4800)))
    .toBeLessThan(-90)
  await desk.setMuted(false)
  const unmuted = await page.becomes({ isMutedBySystem: false, status: 'live', error: null })
  await page.hears(300)
  const events = await page.page.evaluate(() => window.devices!.trackEvents)
  expect(events.map(({ type }) => type)).toEqual(['mute', 'unmute'])
  // Chromium looks once a second; what is ours of that is nothing.
  expect(Math.abs(muted.atMs - events[0]!.atMs)).toBeLessThan(300)
  expect(Math.abs(unmuted.atMs - events[1]!.atMs)).toBeLessThan(300)
})

it('says that a microphone is silent, and takes it back with the first sound', async () => {
  const { pulse, desk, sounds } = await twoMicrophones()
  sounds.desk.stop()
  // With all that is done to a voice: none of it makes something out of nothing.
  const page = await DevicesPage.open(pulse, {})
  await page.start()
  const { atMs } = await page.becomes({ status: 'live' })
  const silent = await page.becomes(
    { status: 'live', error: null, notice: { code: 'microphone_silent' } },
    30_000,
  )
  // 5 s to wake up, 4 s of silence, opened once more, 4 s of silence.
  expect(silent.atMs - atMs).toBeGreaterThan(12_500)
  expect(silent.atMs - atMs).toBeLessThan(18_000)
  desk.hears(tone(300), Infinity)
  await page.becomes({ status: 'live', notice: null })
  expect((await page.diary()).filter(({ status }) => status === 'lost')).toEqual([])
})
