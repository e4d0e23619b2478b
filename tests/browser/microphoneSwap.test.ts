import { expect, it } from 'vitest'
import type { MicrophoneOptions } from '../../src/audio/Microphone.ts'
import { wait } from './audioTap.ts'
import { heardMicrophone, toneMicrophones } from './toneMicrophones.ts'

const TONES = { '': { hz: 500 }, headset: { hz: 2000 }, camera: { hz: 3000, rateHz: 16_000 } }

/** A microphone that is live, on the system's choice unless told otherwise. */
async function live(options?: MicrophoneOptions) {
  const devices = toneMicrophones(TONES)
  const heard = heardMicrophone(options)
  await heard.microphone.start()
  await expect.poll(() => heard.chunks.length).toBeGreaterThan(5)
  return { ...devices, ...heard }
}

/** The longest run of silence, in samples. */
function longestSilence(pcm: readonly number[]): number {
  let [run, longest] = [0, 0]
  for (const sample of pcm) {
    run = Math.abs(sample) < 50 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

it('hears the other device from the swap on, through the same worklet, with no chunk missing', async () => {
  const { microphone, chunks, contexts, pitch, state, asked, openTracks } = await live()
  /** By how much the context's clock is ahead of the sound that has come. */
  const lags: number[] = []
  const before = chunks.length
  microphone.listen(() => {
    lags.push((contexts[0]?.currentTime ?? NaN) - (chunks.length - before) * 0.04)
  })
  /** The longest at each swap. The machine may add to one, and not to all. */
  const silences: number[] = []
  const statuses = new Set<string>()
  microphone.state.subscribe(() => statuses.add(state().status))
  await expect.poll(pitch).toBe(500)
  for (const [deviceId, hz] of [
    ['headset', 2000],
    ['camera', 3000],
    [null, 500],
  ] as const) {
    const at = chunks.length
    await microphone.selectDevice(deviceId)
    expect(microphone.deviceId).toBe(deviceId)
    expect(state()).toMatchObject({ error: null, device: { id: deviceId ?? 'built-in' } })
    expect(openTracks()).toBe(1)
    await expect.poll(pitch).toBe(hz)
    silences.push(longestSilence(chunks.slice(at - 2).flatMap((chunk) => [...chunk])))
  }
  expect(asked).toEqual([null, 'headset', 'camera', null])
  expect(statuses).toEqual(new Set(['live']))
  expect(contexts).toHaveLength(1)
  expect(chunks.every(({ length }) => length === 960)).toBe(true)
  // What was left out in a swap would be missing for good. The least of a few: messages may be late, never early.
  const missing = Math.min(...lags.slice(-8)) - Math.min(...lags.slice(0, 8))
  expect(missing).toBeLessThan(0.04)
  expect(Math.min(...silences)).toBeLessThan(960)
})

it('goes on with the device that it has when the other one cannot be had', async () => {
  const { microphone, pitch, state, refuse, openTracks } = await live({ deviceId: 'headset' })
  for (const [deviceId, reason, code] of [
    ['camera', 'NotReadableError', 'microphone_busy'],
    ['gone', '', 'microphone_missing'],
  ] as const) {
    if (reason) refuse(reason)
    await expect(microphone.selectDevice(deviceId)).rejects.toMatchObject({
      name: 'VoiceError',
      code,
      severity: 'warning',
    })
    expect(microphone.deviceId).toBe('headset')
    expect(state()).toMatchObject({ status: 'live', error: { code }, device: { id: 'headset' } })
    expect(openTracks()).toBe(1)
  }
  expect(state().error).toMatchObject({
    message: 'The chosen microphone is not there any more.',
    remedy: 'Connect it again, or choose another one.',
  })
  await expect.poll(pitch).toBe(2000)
  await microphone.selectDevice('camera')
  expect(state()).toMatchObject({ status: 'live', error: null, device: { id: 'camera' } })
})

it('has done with a refused choice when the one that is heard is chosen again', async () => {
  const { microphone, state, refuse, asked } = await live()
  refuse('NotReadableError')
  await expect(microphone.selectDevice('headset')).rejects.toMatchObject({
    code: 'microphone_busy',
  })
  expect(state().error).toMatchObject({ code: 'microphone_busy' })
  await microphone.selectDevice(null)
  expect(state()).toMatchObject({ status: 'live', error: null })
  expect(asked).toEqual([null, 'headset'])
})

it('stays muted', async () => {
  const { microphone, chunks, pitch, state } = await live()
  microphone.mute()
  const heard = chunks.length
  await microphone.selectDevice('headset')
  expect(state().status).toBe('muted')
  await wait(200)
  expect(chunks).toHaveLength(heard)
  microphone.unmute()
  await expect.poll(pitch).toBe(2000)
})

it('lets go of both devices when it is stopped meanwhile', async () => {
  const { microphone, state, hold, openTracks } = await live()
  const allow = hold()
  const moved = microphone.selectDevice('headset')
  expect(state().status).toBe('live')
  expect(openTracks()).toBe(1)
  microphone.stop()
  expect(openTracks()).toBe(0)
  allow()
  await moved
  await wait(100)
  expect(openTracks()).toBe(0)
  expect(state()).toMatchObject({ status: 'off', error: null, device: null })
})

it('takes the last one when several are chosen at once, whichever comes first', async () => {
  const { microphone, pitch, state, hold, openTracks } = await live()
  const allowFirst = hold()
  const first = microphone.selectDevice('headset')
  const allowSecond = hold()
  const second = microphone.selectDevice('camera')
  allowSecond()
  await second
  allowFirst()
  await first
  expect(microphone.deviceId).toBe('camera')
  expect(state()).toMatchObject({ status: 'live', device: { id: 'camera' } })
  expect(openTracks()).toBe(1)
  await expect.poll(pitch).toBe(3000)
})

it('stays where it is when that one is chosen again before the other one comes', async () => {
  const { microphone, pitch, hold, openTracks } = await live()
  const allow = hold()
  const away = microphone.selectDevice('headset')
  await microphone.selectDevice(null)
  allow()
  await away
  expect(microphone.deviceId).toBe(null)
  expect(openTracks()).toBe(1)
  await expect.poll(pitch).toBe(500)
})

it('asks for the one that was chosen while it was off, or while the user was asked', async () => {
  const { asked, hold, openTracks } = toneMicrophones(TONES)
  const { microphone, pitch, state } = heardMicrophone()
  await microphone.selectDevice('headset')
  expect(asked).toEqual([])
  const allow = hold()
  const started = microphone.start()
  const moved = microphone.selectDevice('camera')
  allow()
  await Promise.all([started, moved])
  expect(asked).toEqual(['headset', 'camera'])
  expect(state()).toMatchObject({ status: 'live', device: { id: 'camera' } })
  await expect.poll(openTracks).toBe(1)
  await expect.poll(pitch).toBe(3000)
})
