import { expect, it } from 'vitest'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { noisePcm } from './signals.ts'

function microphoneWithEars() {
  const microphone = new SampledMicrophone()
  const chunks: Int16Array[] = []
  microphone.listen((pcm) => chunks.push(pcm))
  return { microphone, chunks, status: () => microphone.state.get().status }
}

it('hands what is spoken to everyone who listens, in chunks of 40 ms, to the last sample', async () => {
  const { microphone, chunks } = microphoneWithEars()
  const others: Int16Array[] = []
  microphone.listen((pcm) => others.push(pcm.fill(0)))
  await microphone.start()
  microphone.speak(noisePcm(2000))
  expect(chunks.map(({ length }) => length)).toEqual([960, 960, 80])
  expect(Int16Array.from(chunks.flatMap((chunk) => [...chunk]))).toEqual(noisePcm(2000))
  expect(others).toHaveLength(3)
})

it('is not heard while off, muted, or lost', async () => {
  const { microphone, chunks, status } = microphoneWithEars()
  microphone.speak(noisePcm(960))
  await microphone.start()
  microphone.mute()
  expect(status()).toBe('muted')
  microphone.speak(noisePcm(960))
  expect(chunks).toEqual([])
  microphone.unmute()
  microphone.speak(noisePcm(960))
  expect(chunks).toHaveLength(1)
  microphone.lose()
  expect(microphone.state.get()).toMatchObject({
    status: 'lost',
    error: { code: 'microphone_lost' },
  })
  microphone.speak(noisePcm(960))
  expect(chunks).toHaveLength(1)
})

it('fails the next start as it was told to, and only that one', async () => {
  const { microphone, status } = microphoneWithEars()
  microphone.fail('microphone_denied')
  await expect(microphone.start()).rejects.toMatchObject({ code: 'microphone_denied' })
  expect(microphone.state.get()).toMatchObject({
    status: 'off',
    error: { code: 'microphone_denied' },
  })
  await microphone.start()
  expect(status()).toBe('live')
})

it('stays off when it is stopped while the user is asked, and may be started again at once', async () => {
  const { microphone, status } = microphoneWithEars()
  const first = microphone.start()
  expect(status()).toBe('requesting')
  expect(microphone.start()).toBe(first)
  microphone.stop()
  await first
  expect(status()).toBe('off')
  void microphone.start()
  microphone.stop()
  await microphone.start()
  expect(status()).toBe('live')
})

it('gives each listener the rate that it asks for, and says which', async () => {
  const microphone = new SampledMicrophone()
  const heard: [number, number | undefined][] = []
  microphone.listen((pcm, rateHz) => heard.push([pcm.length, rateHz]))
  microphone.listen((pcm, rateHz) => heard.push([pcm.length, rateHz]), 8000)
  await microphone.start()
  microphone.speak(noisePcm(2400))
  const total = (wantedHz: number) =>
    heard.reduce((sum, [length, rateHz]) => sum + (rateHz === wantedHz ? length : 0), 0)
  expect(total(24_000)).toBe(2400)
  // The last 4 ms wait for what follows them.
  expect(total(8000)).toBe(800 - 32)
})
