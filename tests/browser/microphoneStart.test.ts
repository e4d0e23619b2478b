import { expect, it, onTestFinished } from 'vitest'
import { Microphone } from '../../src/audio/Microphone.ts'
import { askingWith, newMicrophone, platform, refusal } from './askedMicrophone.ts'
import { wait } from './audioTap.ts'

it('asks once when it is started twice, and not again while it runs', async () => {
  const { asked } = askingWith(platform)
  const { microphone } = newMicrophone()
  const first = microphone.start()
  expect(microphone.start()).toBe(first)
  await first
  await microphone.start()
  expect(asked).toHaveLength(1)
})

it('lets go at once of a stream that comes after it was stopped', async () => {
  let allow = () => {}
  const prompt = new Promise<void>((resolve) => (allow = resolve))
  const { live } = askingWith(async (constraints) => {
    await prompt
    return platform(constraints)
  })
  const { microphone, chunks } = newMicrophone()
  const started = microphone.start()
  microphone.stop()
  expect(microphone.state.get()).toMatchObject({ status: 'off', error: null })
  allow()
  await started
  await wait(200)
  expect(live()).toBe(0)
  expect(microphone.state.get()).toMatchObject({ status: 'off', error: null })
  expect(chunks).toEqual([])
})

it('starts again after a stop, also in the same breath', async () => {
  const { live } = askingWith(platform)
  const { microphone, chunks } = newMicrophone()
  for (let i = 0; i < 3; i++) {
    const givenUp = microphone.start()
    microphone.stop()
    await microphone.start()
    await givenUp
    expect(microphone.state.get().status).toBe('live')
    expect(live()).toBe(1)
    const heard = chunks.length
    await expect.poll(() => chunks.length).toBeGreaterThan(heard)
    microphone.stop()
    expect(live()).toBe(0)
  }
})

it.each([
  ['NotAllowedError', 'Permission denied', 'microphone_denied'],
  ['NotAllowedError', 'Permission dismissed', 'microphone_dismissed'],
  ['NotAllowedError', 'Disallowed by permissions policy', 'blocked_by_policy'],
  ['NotFoundError', '', 'microphone_missing'],
  ['NotReadableError', '', 'microphone_busy'],
  ['AbortError', '', 'microphone_busy'],
])('says what is wrong when the browser answers %s "%s"', async (name, message, code) => {
  askingWith(() => refusal(name, message))
  const { microphone } = newMicrophone()
  await expect(microphone.start()).rejects.toMatchObject({ name: 'VoiceError', code })
  expect(microphone.state.get()).toMatchObject({ status: 'off', error: { code } })
  askingWith(platform)
  await microphone.start()
  expect(microphone.state.get()).toMatchObject({ status: 'live', error: null })
})

it('says that the page is insecure where the browser hides its devices', async () => {
  Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true })
  Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true })
  onTestFinished(() => {
    Reflect.deleteProperty(navigator, 'mediaDevices')
    Reflect.deleteProperty(globalThis, 'isSecureContext')
  })
  await expect(newMicrophone().microphone.start()).rejects.toMatchObject({ code: 'insecure_page' })
})

it('takes the system’s choice, once, when the chosen device is gone, and says so', async () => {
  const { asked } = askingWith((constraints) =>
    asked.length === 1 ? refusal('OverconstrainedError') : platform(constraints),
  )
  const { microphone } = newMicrophone({ deviceId: 'gone' })
  await microphone.start()
  expect(asked.map((audio) => audio?.deviceId)).toEqual([{ exact: 'gone' }, undefined])
  const { device, ...state } = microphone.state.get()
  expect(state).toMatchObject({ status: 'live', error: null, notice: { code: 'device_changed' } })
  expect(device?.label).not.toBe('')
  expect(microphone.deviceId).toBe('gone')
})

it('lets go of the device when the worklet cannot be loaded', async () => {
  const { live } = askingWith(platform)
  const { microphone } = newMicrophone({ workletUrl: '/no/such/worklet.js' })
  await expect(microphone.start()).rejects.toMatchObject({ code: 'worklet_load_failed' })
  expect(microphone.state.get().status).toBe('off')
  await expect.poll(live).toBe(0)
})

it('leaves no track and no context open, wherever a start is stopped', async () => {
  const { live } = askingWith(platform)
  const contexts: AudioContext[] = []
  class SeenContext extends AudioContext {
    constructor() {
      super()
      contexts.push(this)
    }
  }
  const microphone = new Microphone({ AudioContext: SeenContext })
  const turns = [...Array(30).keys(), ...[1, 2, 4, 8, 16, 32, 64, 128].map((ms) => -ms)]
  for (const turn of turns) {
    const started = microphone.start()
    // So many microtasks, or so many milliseconds.
    for (let i = 0; i < turn; i++) await Promise.resolve()
    if (turn < 0) await wait(-turn)
    microphone.stop()
    expect(microphone.state.get()).toMatchObject({ status: 'off', error: null, device: null })
    await started
  }
  await expect.poll(live).toBe(0)
  await expect.poll(() => contexts.every(({ state }) => state === 'closed')).toBe(true)
  expect(contexts).toHaveLength(turns.length)
})
