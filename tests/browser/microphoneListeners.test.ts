import { expect, it } from 'vitest'
import { levelDb, snrDb } from '../audio/signals.ts'
import { heardMicrophone, toneMicrophones } from './toneMicrophones.ts'
import { wait } from './audioTap.ts'

/** Collects what a listener is given. */
function listener() {
  const pieces: { readonly pcm: Int16Array; readonly rateHz: number | undefined }[] = []
  return {
    pieces,
    hear: (pcm: Int16Array, rateHz?: number) => void pieces.push({ pcm, rateHz }),
    samples: () => Int16Array.from(pieces.flatMap(({ pcm }) => [...pcm])),
    seconds: () => pieces.reduce((sum, { pcm, rateHz = NaN }) => sum + pcm.length / rateHz, 0),
  }
}

/** The end of what was heard: a fifth of a second, in which there is a whole number of periods. */
const end = (pcm: Int16Array, rateHz: number) => pcm.subarray(-rateHz / 5)

// A machine that is short of time breaks the sound between two contexts now and then. What is wrong with the capture
// itself is wrong all the time, so the first clean fifth of a second shows that nothing is.
const WHILE = { timeout: 10_000, interval: 200 }

it.each([44_100, 48_000])(
  'hears a tone of 1 kHz clean from a device at %i Hz, and nothing of 15 kHz',
  async (rateHz) => {
    toneMicrophones({ '': { hz: 1000, rateHz }, high: { hz: 15_000, rateHz } })
    class DeviceContext extends AudioContext {
      constructor() {
        super({ sampleRate: rateHz })
      }
    }
    const { microphone } = heardMicrophone({ AudioContext: DeviceContext })
    const [voice, telephone] = [listener(), listener()]
    microphone.listen(voice.hear)
    microphone.listen(telephone.hear, 8000)
    await microphone.start()
    await expect.poll(voice.seconds).toBeGreaterThan(0.3)
    const voiceEnd = () => end(voice.samples(), 24_000)
    const telephoneEnd = () => end(telephone.samples(), 8000)
    await expect.poll(() => snrDb(voiceEnd(), 1000, 24_000), WHILE).toBeGreaterThan(88)
    await expect.poll(() => snrDb(telephoneEnd(), 1000, 8000), WHILE).toBeGreaterThan(88)
    await microphone.selectDevice('high')
    await expect.poll(() => levelDb(voiceEnd()), WHILE).toBeLessThan(-80)
    await expect.poll(() => levelDb(telephoneEnd()), WHILE).toBeLessThan(-80)
  },
)

/** A microphone that hears 1 kHz, at the rate of the page's own output. */
async function live(prerollMs?: number, chunkMs?: number) {
  toneMicrophones({ '': { hz: 1000, rateHz: 48_000 } })
  const heard = heardMicrophone({ prerollMs, chunkMs })
  await heard.microphone.start()
  await expect.poll(() => heard.chunks.length).toBeGreaterThan(12)
  return heard
}

it('gives whoever joins the last 300 ms first, and goes on where they end', async () => {
  const { microphone } = await live(undefined)
  /** How clean the tone is over the seam: a sample more or less would be heard. */
  async function acrossTheSeam() {
    const late = listener()
    const leave = microphone.listen(late.hear)
    await Promise.resolve()
    expect(late.pieces).toHaveLength(1)
    expect(late.seconds()).toBeCloseTo(0.3, 9)
    await expect.poll(late.seconds).toBeGreaterThan(0.45)
    leave()
    return snrDb(late.samples().subarray(4800, 9600), 1000, 24_000)
  }
  await expect.poll(acrossTheSeam, WHILE).toBeGreaterThan(80)
})

it('gives as much of it as is wanted, and nothing from while it was muted', async () => {
  const { microphone, chunks } = await live(100, 20)
  const late = listener()
  microphone.listen(late.hear)
  await Promise.resolve()
  expect(late.seconds()).toBeCloseTo(0.1, 9)
  microphone.mute()
  await wait(200)
  microphone.unmute()
  const after = listener()
  microphone.listen(after.hear)
  await Promise.resolve()
  expect(after.pieces).toEqual([])
  const heard = chunks.length
  await expect.poll(() => chunks.length).toBeGreaterThan(heard + 1)
  expect(after.pieces).toHaveLength(chunks.length - heard)
})

it('changes its rate for a listener that comes back with another wish, without a gap', async () => {
  const { microphone, chunks } = await live(0)
  const before = chunks.length
  const voice = listener()
  const leave = microphone.listen(voice.hear)
  await expect.poll(voice.seconds).toBeGreaterThan(0.2)
  leave()
  microphone.listen(voice.hear, 8000)
  await expect.poll(() => voice.pieces.at(-1)?.rateHz).toBe(8000)
  const now = voice.seconds()
  await expect.poll(voice.seconds).toBeGreaterThan(now + 0.4)
  const rates = voice.pieces.map(({ rateHz = 0 }) => rateHz)
  expect(rates).toEqual([...rates].sort((a, b) => b - a))
  // As long as what the other listener heard, but for what the filters hold back.
  const heard = () => chunks.slice(before).reduce((sum, { length }) => sum + length / 24_000, 0)
  await expect.poll(() => Math.abs(heard() - voice.seconds())).toBeLessThan(0.005)
})
