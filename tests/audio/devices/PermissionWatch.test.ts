import { expect, it, onTestFinished } from 'vitest'
import { PermissionWatch } from '../../../src/audio/capture/PermissionWatch.ts'
import { fakeBrowser } from './fakeBrowser.ts'
import { FakeCapture, type Listed } from './FakeCapture.ts'

const desk: Listed = { deviceId: 'd', groupId: 'desk', label: 'Desk microphone' }

async function watch(state: PermissionState) {
  const browser = fakeBrowser([desk], state)
  const capture = new FakeCapture([desk])
  const watching = new PermissionWatch(capture)
  onTestFinished(() => watching.stop())
  await browser.settle()
  return { browser, capture, watching }
}

it.each(['denied', 'prompt'] as const)('is lost when what was granted is %s', async (next) => {
  const { browser, capture, watching } = await watch('granted')
  await browser.permit(next)
  expect(capture.lost?.code).toBe('microphone_lost')
  expect(capture.lost?.message).toContain('Desk microphone is no longer allowed on this page')
  expect(capture.lost?.remedy).toContain('site settings')
  expect(await watching.standing()).toBe('revoked')
})

it('is not lost where the browser never called it granted', async () => {
  const { browser, capture, watching } = await watch('prompt')
  expect(await watching.standing()).toBe('unclear')
  await browser.permit('granted')
  expect(await watching.standing()).toBe('allowed')
  await browser.permit('prompt')
  expect(capture.lost).toBeNull()
})

it('takes it for allowed where the browser says nothing', async () => {
  const { watching } = await watch('granted')
  Object.assign(navigator, { permissions: undefined })
  expect(await watching.standing()).toBe('allowed')
})

it('hears nothing any more once it is stopped', async () => {
  const { browser, capture, watching } = await watch('granted')
  watching.stop()
  await browser.permit('denied')
  expect(capture.lost).toBeNull()
})
