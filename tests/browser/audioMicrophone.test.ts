import { expect, it } from 'vitest'
import { listMicrophones } from '../../src/audio/devices/listMicrophones.ts'
import { askingWith, newMicrophone, platform, refusal } from './askedMicrophone.ts'
import { block, wait } from './audioTap.ts'

it('hears the device at 24 kHz, in chunks of 40 ms', async () => {
  const { asked } = askingWith(platform)
  const { microphone, chunks, samples } = newMicrophone()
  expect(asked).toEqual([])
  const started = microphone.start()
  expect(microphone.state.get().status).toBe('requesting')
  await started
  expect(microphone.state.get()).toMatchObject({ status: 'live', error: null })
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

it('hands over what it had collected when it is stopped', async () => {
  const { microphone, chunks } = newMicrophone({ chunkMs: 100 })
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(0)
  await wait(50)
  microphone.stop()
  await expect.poll(() => chunks.at(-1)?.length).not.toBe(2400)
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

it('says that the microphone was lost when there is no other, and can be started again', async () => {
  let stream: MediaStream | undefined
  askingWith(async (constraints) => (stream = await platform(constraints)))
  const { microphone } = newMicrophone()
  await microphone.start()
  askingWith(() => refusal('NotFoundError'))
  stream?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'))
  await expect
    .poll(() => microphone.state.get())
    .toMatchObject({ status: 'lost', error: { code: 'microphone_lost' }, device: null })
  askingWith(platform)
  await microphone.start()
  expect(microphone.state.get()).toMatchObject({ status: 'live', error: null })
})

it('lists the devices without the browser’s name for its own choice', async () => {
  const microphones = await listMicrophones()
  expect(microphones.length).toBeGreaterThan(0)
  expect(microphones.every(({ id, label }) => id !== '' && id !== 'default' && label !== '')).toBe(
    true,
  )
})
