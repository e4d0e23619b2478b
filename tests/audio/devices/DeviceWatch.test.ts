import { expect, it, onTestFinished, vi } from 'vitest'
import { DeviceWatch } from '../../../src/audio/capture/DeviceWatch.ts'
import { VoiceError } from '../../../src/base/errors.ts'
import { fakeBrowser } from './fakeBrowser.ts'
import { FakeCapture, trackOf, type Listed } from './FakeCapture.ts'

const desk: Listed = { deviceId: 'd', groupId: 'desk', label: 'Desk microphone' }
const headset: Listed = { deviceId: 'h', groupId: 'headset', label: 'Headset' }
const alias = (groupId: string): Listed => ({ deviceId: 'default', groupId, label: 'Default' })
/** As on Windows: the stand-in has the group of the real one. */
const deskFirst = [alias('desk'), desk, headset]
const headsetFirst = [alias('headset'), desk, headset]
/** As on Linux: it has a group of its own. */
const unclear = [alias('none'), desk, headset]

type Standing = 'allowed' | 'revoked' | 'unclear'

async function watch(listed: readonly Listed[], chosenId: string | null = null) {
  const browser = fakeBrowser(listed)
  const capture = new FakeCapture(listed)
  if (chosenId !== null) {
    await capture.swap(await capture.ask(chosenId))
    capture.chosenId = chosenId
    capture.asked.length = 0
  }
  let standing: Standing = 'allowed'
  const watching = new DeviceWatch(capture, { standing: async () => standing })
  capture.swapped = () => watching.heard()
  onTestFinished(() => watching.stop())
  await browser.settle()
  const message = () => capture.state.notice?.message
  const stand = (next: Standing) => (standing = next)
  return { browser, capture, watching, message, stand }
}

it('names the device that is in use, once', async () => {
  const { browser, capture } = await watch(deskFirst)
  await browser.change()
  await browser.change()
  expect(capture.told).toEqual([{ device: { id: 'd', label: 'Desk microphone' } }])
})

it('looks every three seconds while sound comes, and once for many changes at a time', async () => {
  const { browser, watching } = await watch(deskFirst)
  expect(browser.looks()).toBe(1)
  for (let i = 0; i < 9; i++) {
    vi.advanceTimersByTime(1000)
    watching.chunk()
  }
  await browser.settle()
  expect(browser.looks()).toBe(4)
  for (let i = 0; i < 5; i++) void browser.change()
  await vi.advanceTimersByTimeAsync(1000)
  expect(browser.looks()).toBe(5)
})

it('moves over when the system has another choice, and says so', async () => {
  const { browser, capture, message } = await watch(deskFirst)
  await browser.change(headsetFirst)
  expect(capture.asked).toEqual([null])
  expect(capture.state.device).toEqual({ id: 'h', label: 'Headset' })
  expect(message()).toBe('Desk microphone is no longer the default. Now using Headset.')
})

it('stays where the user wants it when the system has another choice', async () => {
  const { browser, capture } = await watch(deskFirst, 'd')
  await browser.change(headsetFirst)
  expect(capture.asked).toEqual([])
  expect(capture.state.notice).toBeNull()
})

it('says which one is left when the system followed by itself', async () => {
  const { browser, message } = await watch(unclear)
  await browser.change([unclear[0]!, headset])
  expect(message()).toBe('Desk microphone went away. Now using Headset.')
})

it('does not name one that it cannot know', async () => {
  const third: Listed = { deviceId: 't', groupId: 'third', label: 'Webcam' }
  const { browser, message } = await watch([...unclear, third])
  await browser.change(unclear)
  expect(message()).toBe("Webcam went away. Now using the system's choice.")
})

it('has nothing to say of a device that goes and was not in use', async () => {
  const { browser, capture } = await watch(deskFirst)
  await browser.change([alias('desk'), desk])
  expect(capture.state.notice).toBeNull()
  expect(capture.asked).toEqual([])
})

it('takes the next one when the one in use ends, unless the user chose it', async () => {
  const { browser, capture, watching, message } = await watch([desk, headset])
  browser.list([headset])
  expect(watching.ended()).toBe(true)
  await browser.settle()
  expect(capture.asked).toEqual([null])
  expect(message()).toBe('Desk microphone went away. Now using Headset.')
  expect(capture.lost).toBeNull()
})

it('is lost, with the name, when the one that the user chose goes', async () => {
  const { browser, capture } = await watch(deskFirst, 'h')
  await browser.change([alias('desk'), desk])
  expect(capture.asked).toEqual([])
  expect(capture.lost?.message).toBe('Headset was unplugged, so nobody can hear you.')
})

it('is lost, with the reason, when there is no other', async () => {
  const { browser, capture, watching } = await watch([desk])
  capture.refusal = new VoiceError('microphone_missing')
  browser.list([])
  watching.ended()
  await browser.settle()
  expect(capture.lost).toMatchObject({ code: 'microphone_lost', cause: capture.refusal })
})

it.each([
  ['revoked', 'Desk microphone is no longer allowed on this page, so nobody can hear you.'],
  ['unclear', 'Desk microphone was unplugged or is no longer allowed, so nobody can hear you.'],
] as const)('asks the user nothing when the permission is %s', async (standing, message) => {
  const { browser, capture, watching, stand } = await watch([desk, headset])
  stand(standing)
  watching.ended()
  await browser.settle()
  expect(capture.asked).toEqual([])
  expect(capture.lost?.message).toBe(message)
})

it('goes back to the one that the user chose when it is there again', async () => {
  const { browser, capture } = await watch([alias('desk'), desk])
  capture.chosenId = 'h'
  capture.tell({ notice: new VoiceError('device_changed') })
  Object.assign(capture, { devices: deskFirst })
  await browser.change(deskFirst)
  expect(capture.asked).toEqual(['h'])
  expect(capture.state).toMatchObject({ device: { label: 'Headset' }, notice: null })
})

it('takes nothing for gone from a list that says nothing, or never said anything of it', async () => {
  const { browser, capture } = await watch([desk, headset])
  await browser.change([{ deviceId: '', groupId: '', label: '' }])
  expect(capture).toMatchObject({ lost: null, asked: [] })
  capture.track = trackOf({ ...desk, deviceId: 'made by the page' })
  await browser.change([headset])
  await browser.change([desk, headset])
  expect(capture).toMatchObject({ lost: null, asked: [] })
})

it('tries once to go back, and stays where it is when that one cannot be had', async () => {
  const { browser, capture } = await watch([alias('desk'), desk])
  capture.chosenId = 'h'
  capture.refusal = new VoiceError('microphone_busy')
  await browser.change(deskFirst)
  await browser.change(deskFirst)
  expect(capture).toMatchObject({ asked: ['h'], lost: null })
})

it('has nothing to say of a device that ended and is the next one, too', async () => {
  const { browser, capture, watching } = await watch([desk, desk])
  watching.ended()
  await browser.settle()
  expect(capture.asked).toEqual([null])
  expect(capture.state.notice).toBeNull()
})

it('calls a device by its new name, and does not take that for another choice', async () => {
  const { browser, capture } = await watch([desk, headset])
  await browser.change([{ ...desk, groupId: 'dock', label: 'Desk microphone (2)' }, headset])
  expect(capture.state.device?.label).toBe('Desk microphone (2)')
  expect(capture.asked).toEqual([])
})

it('tells nothing of what it sees after it was stopped', async () => {
  const browser = fakeBrowser(deskFirst)
  const capture = new FakeCapture(deskFirst)
  new DeviceWatch(capture, { standing: async () => 'allowed' }).stop()
  await browser.settle()
  expect(browser.looks()).toBe(1)
  expect(capture.told).toEqual([])
})

it('does nothing any more once it is stopped', async () => {
  const { browser, capture, watching } = await watch(deskFirst)
  const before = browser.looks()
  watching.ended()
  watching.stop()
  await browser.change(headsetFirst)
  expect(capture).toMatchObject({ lost: null, asked: [] })
  expect(browser.looks()).toBe(before)
})
