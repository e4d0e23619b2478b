import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  recordSpeech,
  startSimulator,
  type RunningSimulator,
} from '../../src/simulator/node/index.ts'
import { installTap, type Tapped } from '../support/outputTap.ts'
import { startPulse, type Pulse } from '../support/pulse.ts'
import { find, matched, soundOfItem } from '../support/recordedAnswer.ts'
import { soundOf } from './support/sounds.ts'
import { startFirefox } from './support/startFirefox.ts'

let pulse: Pulse
let simulator: RunningSimulator
beforeEach(async () => {
  pulse = await startPulse()
  simulator = await startSimulator({ brain: 'listener' })
})
afterEach(async () => {
  await simulator.close()
  await pulse.close()
})

/** A page with `<VoiceChat>`, whose conversation has begun. */
async function converse() {
  const speaker = await pulse.plugSpeaker('speaker')
  const microphone = await pulse.plugMicrophone('microphone')
  const query = `?url=${encodeURIComponent(simulator.url)}`
  const page = await startFirefox(pulse, { query, before: installTap })
  await page.locator('aria/Start conversation').click()
  await page.waitForSelector('[data-voice="voice-chat"][data-connection="connected"]')
  return {
    page,
    speaker,
    microphone,
    statuses: () => page.evaluate(() => window.tap.statuses),
    texts: (role: string) =>
      page.$$eval(`[data-voice="message"][data-role="${role}"]`, (all) =>
        all.map((one) => one.textContent),
      ),
    /** All that left for the loudspeaker, and all that came over the line. */
    async read(): Promise<Tapped> {
      const { pcm, ...rest } = await page.evaluate(() => {
        const { blocks, rateHz, events, statuses } = window.tap
        return { pcm: window.rig.toBase64(blocks), rateHz, events, statuses }
      })
      const bytes = Uint8Array.from(Buffer.from(pcm, 'base64'))
      return { ...rest, samples: new Int16Array(bytes.buffer) }
    },
  }
}

const TURN = ['idle', 'listening', 'thinking', 'speaking', 'idle']

it('hears a spoken turn, answers aloud and without a gap, and writes down both', async () => {
  const { microphone, speaker, statuses, texts, read } = await converse()
  const recording = await speaker.record()
  const speech = await recordSpeech([200, 'Good morning. How are you today?', 200])
  await microphone.hears(soundOf(speech)).ended
  await expect.poll(statuses, { timeout: 40_000, interval: 200 }).toEqual(TURN)

  const tapped = await read()
  const { pcm } = soundOfItem(tapped, 0)
  expect(pcm.length).toBeGreaterThan(12_000)
  expect(tapped.rateHz).toBe(24_000)
  const at = find(tapped.samples, pcm, 0)
  expect(at).toBeGreaterThanOrEqual(0)
  expect(matched(tapped.samples, pcm, at)).toBe(pcm.length)
  // And it has truly left the browser.
  const loud = (await recording.stop()).filter((sample) => Math.abs(sample) > 0.01)
  expect(loud.length).toBeGreaterThan(speaker.rateHz / 4)

  expect(await texts('user')).toEqual([expect.stringMatching(/\[speech, \d/)])
  expect(await texts('assistant')).toHaveLength(1)
})

it('answers what was typed, aloud', async () => {
  const { page, statuses, texts } = await converse()
  await page.locator('aria/Message[role="textbox"]').fill('Hello there')
  await page.locator('aria/Send').click()
  await expect
    .poll(statuses, { timeout: 40_000, interval: 200 })
    .toEqual(['idle', 'thinking', 'speaking', 'idle'])
  expect(await texts('user')).toEqual([expect.stringContaining('Hello there')])
  expect(await texts('assistant')).toHaveLength(1)
  await page.locator('aria/End conversation').click()
  await page.waitForSelector('[data-voice="voice-chat"][data-connection="closed"]')
})
