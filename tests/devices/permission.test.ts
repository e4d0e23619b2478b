import { expect, it } from 'vitest'
import { DevicesPage, RAW } from './support/DevicesPage.ts'
import { twoMicrophones } from './support/twoMicrophones.ts'

const permission = (page: DevicesPage) =>
  page.page.evaluate(() => window.devices!.microphone.permission)

it('says that it is no longer allowed, and starts again once it is, in the same page', async () => {
  const { pulse } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.start()
  await page.hears(300)
  const asked = Date.now()
  await page.context.clearPermissions()
  const { error } = await page.becomes({ status: 'lost', device: null })
  expect(Date.now() - asked).toBeLessThan(1500)
  expect(error?.code).toBe('microphone_lost')
  expect(error?.message).toContain('is no longer allowed on this page')
  await expect.poll(() => permission(page)).toBe('prompt')
  await page.context.grantPermissions(['microphone'])
  await expect.poll(() => permission(page)).toBe('granted')
  await expect.poll(() => page.labels()).toEqual(['Desk microphone', 'Headset'])
  expect(await page.start()).toBeNull()
  await page.hears(300)
})

it('sees a permission that comes after a denial', async () => {
  const { pulse } = await twoMicrophones()
  const page = await DevicesPage.open(pulse, { microphone: RAW })
  await page.context.clearPermissions()
  // An empty grant is a denial of everything.
  await page.context.grantPermissions([])
  await expect.poll(() => permission(page)).toBe('denied')
  expect(await page.start()).toBe('microphone_denied')
  expect(await page.now()).toMatchObject({ status: 'off', error: { code: 'microphone_denied' } })
  await page.context.grantPermissions(['microphone'])
  await expect.poll(() => permission(page)).toBe('granted')
  expect(await page.start()).toBeNull()
  await page.hears(300)
  expect(await page.now()).toMatchObject({ status: 'live', error: null })
})
