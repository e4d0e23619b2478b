import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPulse, type Pulse } from '../support/pulse.ts'
import { startFirefox } from './support/startFirefox.ts'

/** 5 ms, in which an interrupted sound is faded out. */
const FADE_SAMPLES = 120

/** 3 ms, in which a sound that runs dry fades out, and fades in again. */
const DECLICK_SAMPLES = 72

let pulse: Pulse
beforeAll(async () => {
  pulse = await startPulse()
  await pulse.plugSpeaker('speaker')
})
afterAll(() => pulse.close())

it('plays every sample of two items, one after the other, from chunks of any length', async () => {
  const page = await startFirefox(pulse)
  const seen = await page.evaluate(async () => {
    const { chunked, firstDifference, noisePcm, startPlayer, until, wait } = window.rig
    const { player, events, tap } = await startPlayer()
    const pcm = noisePcm(48_000)
    for (const chunk of chunked(pcm.slice(0, 20_000), [1, 2, 127, 4801])) player.play('a', 0, chunk)
    player.end('a')
    for (const chunk of chunked(pcm.slice(20_000), [333])) player.play('b', 0, chunk)
    player.end('b')
    await until(() => events.includes('drained b'), events)
    await wait(200)
    const { status, isPlaying } = player.state.get()
    return { events, status, isPlaying, difference: firstDifference(tap.sound(), pcm) }
  })
  expect(seen).toEqual({
    events: ['started a', 'started b', 'drained a', 'drained b'],
    status: 'running',
    isPlaying: false,
    difference: -1,
  })
})

it('answers, to the sample, what had left for the ear when it was interrupted, and is silent then', async () => {
  const page = await startFirefox(pulse)
  const seen = await page.evaluate(async () => {
    const { firstDifference, noisePcm, startPlayer, until, wait } = window.rig
    const { player, events, tap } = await startPlayer()
    const pcm = noisePcm(48_000)
    player.play('a', 2, pcm.slice())
    player.play('b', 0, noisePcm(2400))
    await until(() => events.includes('started a'), events)
    await wait(400)
    const heard = await player.interrupt()
    await wait(400)
    const sound = tap.sound()
    return { events, heard, exact: firstDifference(sound, pcm), recorded: sound.length }
  })
  expect(seen.exact).toBeGreaterThan(24 * 300)
  expect(seen.recorded - seen.exact).toBeLessThanOrEqual(FADE_SAMPLES)
  // The last sample of the fade is silence, and cannot be told from what follows.
  const heardMs = Math.floor((seen.recorded + 1) / 24)
  expect(seen.heard).toEqual([
    { itemId: 'a', contentIndex: 2, heardMs, receivedMs: 2000 },
    { itemId: 'b', contentIndex: 0, heardMs: 0, receivedMs: 100 },
  ])
  expect(seen.events).toEqual(['started a'])
})

it('goes on at the same sample after an underrun, and counts none of the silence as heard', async () => {
  const page = await startFirefox(pulse)
  const seen = await page.evaluate(async () => {
    const { firstDifference, noisePcm, startPlayer, until, wait } = window.rig
    const { player, events, tap } = await startPlayer()
    const pcm = noisePcm(52_800)
    player.play('a', 0, pcm.slice(0, 4800))
    await until(() => events.includes('started a'), events)
    await wait(700)
    player.play('a', 0, pcm.slice(4800))
    await wait(700)
    const [heard] = await player.interrupt()
    await wait(400)
    const sound = tap.sound()
    // From here on every sample is the original again: before, it fades in.
    const probe = pcm.subarray(4872, 5272)
    const again = sound.findIndex((_, at) => probe.every((sample, i) => sound[at + i] === sample))
    let exact = 0
    while (sound[again + exact] === pcm[4872 + exact]) exact++
    return {
      before: firstDifference(sound, pcm),
      again,
      exact,
      recorded: sound.length,
      heardMs: heard?.heardMs,
    }
  })
  expect(seen.before).toBeGreaterThanOrEqual(4800 - DECLICK_SAMPLES)
  expect(seen.again).toBeGreaterThan(4800 + 24 * 200)
  expect(seen.exact).toBeGreaterThan(24 * 300)
  const rendered = 4800 + DECLICK_SAMPLES + (seen.recorded + 1 - seen.again)
  expect(seen.heardMs).toBe(Math.floor(rendered / 24))
})
