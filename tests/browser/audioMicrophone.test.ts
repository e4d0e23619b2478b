import { expect, it, onTestFinished } from 'vitest'
import { listMicrophones } from '../../src/audio/listMicrophones.ts'
import { Microphone, type MicrophoneOptions } from '../../src/audio/Microphone.ts'
import { block, wait } from './audioTap.ts'

function newMicrophone(options?: MicrophoneOptions) {
  const microphone = new Microphone(options)
  const chunks: Int16Array[] = []
  microphone.listen((pcm) => chunks.push(pcm))
  onTestFinished(() => microphone.stop())
  return { microphone, chunks, samples: () => chunks.reduce((sum, { length }) => sum + length, 0) }
}

type GetUserMedia = MediaDevices['getUserMedia']
const platform: GetUserMedia = (constraints) =>
  MediaDevices.prototype.getUserMedia.call(navigator.mediaDevices, constraints)

/** Stands in for the browser's own question to the user. */
function askingWith(answer: GetUserMedia) {
  const asked: (MediaTrackConstraints | undefined)[] = []
  const streams: MediaStream[] = []
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    asked.push(typeof constraints?.audio === 'object' ? constraints.audio : undefined)
    const stream = await answer(constraints)
    streams.push(stream)
    return stream
  }
  onTestFinished(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia')
  })
  const live = () =>
    streams.flatMap((stream) => stream.getTracks()).filter((t) => t.readyState === 'live').length
  return { asked, live }
}

const refusal = (name: string, message = '') => Promise.reject(new DOMException(message, name))

it('hears the device at 24 kHz, in chunks of 40 ms', async () => {
  const { asked } = askingWith(platform)
  const { microphone, chunks, samples } = newMicrophone()
  expect(asked).toEqual([])
  const started = microphone.start()
  expect(microphone.state.get().status).toBe('requesting')
  await started
  expect(microphone.state.get()).toEqual({ status: 'live', error: null })
  expect(asked).toEqual([
    {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      channelCount: { ideal: 1 },
    },
  ])
  await expect.poll(() => chunks.length).toBeGreaterThan(5)
  const before = { atMs: performance.now(), samples: samples() }
  await wait(1500)
  const rateHz = ((samples() - before.samples) * 1000) / (performance.now() - before.atMs)
  expect(rateHz).toBeGreaterThan(21_000)
  expect(rateHz).toBeLessThan(27_000)
  expect(chunks.every(({ length }) => length === 960)).toBe(true)
  // The fake device beeps every second.
  expect(Math.max(...chunks.map((chunk) => Math.max(...chunk)))).toBeGreaterThan(1000)
})

it('takes constraints and the length of a chunk', async () => {
  const { asked } = askingWith(platform)
  const { microphone, chunks } = newMicrophone({
    chunkMs: 20,
    constraints: { noiseSuppression: false },
  })
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(2)
  expect(chunks[0]).toHaveLength(480)
  expect(asked[0]).toMatchObject({ echoCancellation: true, noiseSuppression: false })
})

it('lets nothing out while muted, and still shows how loud the room is', async () => {
  const { microphone, chunks } = newMicrophone()
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(2)
  microphone.mute()
  expect(microphone.state.get().status).toBe('muted')
  const heard = chunks.length
  let loudest = 0
  for (let i = 0; i < 60; i++) {
    await wait(25)
    loudest = Math.max(loudest, microphone.meter.read())
  }
  expect(chunks).toHaveLength(heard)
  expect(loudest).toBeGreaterThan(0.3)
  microphone.unmute()
  expect(microphone.state.get().status).toBe('live')
  await expect.poll(() => chunks.length).toBeGreaterThan(heard + 2)
  expect(chunks.slice(heard).every(({ length }) => length === 960)).toBe(true)
})

it('keeps back what was on its way when it was muted', async () => {
  const { microphone, chunks } = newMicrophone()
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(2)
  const heard = chunks.length
  block(200)
  microphone.mute()
  await wait(100)
  expect(chunks).toHaveLength(heard)
})

it('is muted from its first sample when it was muted while the user was asked', async () => {
  const { microphone, chunks } = newMicrophone()
  const started = microphone.start()
  microphone.mute()
  await started
  expect(microphone.state.get().status).toBe('muted')
  await wait(300)
  expect(chunks).toEqual([])
})

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
  expect(microphone.state.get()).toEqual({ status: 'off', error: null })
  allow()
  await started
  await wait(200)
  expect(live()).toBe(0)
  expect(microphone.state.get()).toEqual({ status: 'off', error: null })
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

it('hands over what it had collected when it is stopped', async () => {
  const { microphone, chunks } = newMicrophone({ chunkMs: 100 })
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(0)
  await wait(50)
  microphone.stop()
  await expect.poll(() => chunks.at(-1)?.length).not.toBe(2400)
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
  expect(microphone.state.get()).toEqual({ status: 'live', error: null })
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

it('takes the system’s choice, once, when the chosen device is gone', async () => {
  const { asked } = askingWith((constraints) =>
    asked.length === 1 ? refusal('OverconstrainedError') : platform(constraints),
  )
  const { microphone } = newMicrophone({ deviceId: 'gone' })
  await microphone.start()
  expect(asked.map((audio) => audio?.deviceId)).toEqual([{ exact: 'gone' }, undefined])
  expect(microphone.state.get().status).toBe('live')
})

it('moves over to a device that is chosen while it runs', async () => {
  const { asked, live } = askingWith(platform)
  const { microphone } = newMicrophone()
  await microphone.start()
  const [device] = await listMicrophones()
  await microphone.selectDevice(device?.id ?? null)
  expect(asked.at(-1)?.deviceId).toEqual({ exact: device?.id })
  expect(microphone.state.get().status).toBe('live')
  expect(live()).toBe(1)
})

it('says that the microphone was lost, and can be started again', async () => {
  let stream: MediaStream | undefined
  askingWith(async (constraints) => (stream = await platform(constraints)))
  const { microphone } = newMicrophone()
  await microphone.start()
  stream?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'))
  expect(microphone.state.get()).toMatchObject({
    status: 'lost',
    error: { code: 'microphone_lost' },
  })
  await microphone.start()
  expect(microphone.state.get()).toEqual({ status: 'live', error: null })
})

it('lets go of the device when the worklet cannot be loaded', async () => {
  const { live } = askingWith(platform)
  const { microphone } = newMicrophone({ workletUrl: '/no/such/worklet.js' })
  await expect(microphone.start()).rejects.toMatchObject({ code: 'worklet_load_failed' })
  expect(microphone.state.get().status).toBe('off')
  await expect.poll(live).toBe(0)
})

it('lists the devices without the browser’s name for its own choice', async () => {
  const microphones = await listMicrophones()
  expect(microphones.length).toBeGreaterThan(0)
  expect(microphones.every(({ id, label }) => id !== '' && id !== 'default' && label !== '')).toBe(
    true,
  )
})
