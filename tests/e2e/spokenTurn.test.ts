import { afterEach, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { openSpokenPage, type SpokenPage } from '../support/spokenPage.ts'
import { find, matched, soundOfItem } from '../support/recordedAnswer.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function world(script: readonly (number | string)[], brain: string) {
  const simulator: RunningSimulator = await startSimulator({ brain })
  ends.push(() => simulator.close())
  const spoken: SpokenPage = await openSpokenPage(script, simulator.url)
  ends.push(() => spoken.close())
  return { simulator, ...spoken }
}

const SAMPLES_PER_MS = 24

it('hears a spoken turn, answers aloud and without a gap, and writes down both', async () => {
  const script = [1200, 'Good morning. How are you today?', 60_000]
  const { page, read, statuses } = await world(script, 'listener')
  await page.getByRole('button', { name: 'Start conversation' }).click()
  const log = page.getByRole('log')
  await log.locator('[data-role="assistant"]').waitFor()
  const root = page.locator('[data-voice="voice-chat"]')
  await expect
    .poll(statuses, { timeout: 40_000, interval: 200 })
    .toEqual(['idle', 'listening', 'thinking', 'speaking', 'idle'])
  const tapped = await read()
  expect(tapped.statuses).toEqual(['idle', 'listening', 'thinking', 'speaking', 'idle'])

  const { pcm } = soundOfItem(tapped, 0)
  expect(pcm.length).toBeGreaterThan(12_000)
  expect(tapped.rateHz).toBe(24_000)
  const at = find(tapped.samples, pcm, 0)
  expect(at).toBeGreaterThanOrEqual(0)
  expect(matched(tapped.samples, pcm, at)).toBe(pcm.length)

  const roles = await log
    .locator('[data-voice="message"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-role')))
  expect(roles).toEqual(['user', 'assistant'])
  await page.getByText(/\[speech, \d/).waitFor()
  await page.getByRole('button', { name: 'End conversation' }).click()
  await expect.poll(() => root.getAttribute('data-connection')).toBe('closed')
})

it('falls silent when talked over, truncates at what left the worklet, and goes on', async () => {
  const script = [1200, 'Tell me something.', 4500, 'Wait, please stop there.', 60_000]
  const { page, read, statuses } = await world(script, 'longTalker')
  await page.getByRole('button', { name: 'Start conversation' }).click()
  await page.locator('[data-voice="unheard"]').waitFor()
  // The next turn is normal: its answer is spoken.
  await expect
    .poll(statuses, { timeout: 40_000, interval: 200 })
    .toEqual(['idle', 'listening', 'thinking', 'speaking', 'listening', 'thinking', 'speaking'])
  const tapped = await read()

  const truncates = tapped.events.filter(
    ({ direction, event }) => direction === 'out' && event.type === 'conversation.item.truncate',
  )
  expect(truncates).toHaveLength(1)
  const { itemId, pcm } = soundOfItem(tapped, 0)
  const [truncate] = truncates
  expect(truncate?.event.item_id).toBe(itemId)
  const saidMs = truncate?.event.audio_end_ms ?? 0

  // The recording has the answer sample by sample up to the fade of 5 ms, and then silence.
  const at = find(tapped.samples, pcm, 0)
  expect(at).toBeGreaterThanOrEqual(0)
  const exact = matched(tapped.samples, pcm, at)
  expect(exact).toBeLessThan(pcm.length)
  const cut = at + exact
  const after = tapped.samples.subarray(cut + 10 * SAMPLES_PER_MS, cut + 400 * SAMPLES_PER_MS)
  expect(after.every((sample) => sample === 0)).toBe(true)
  expect(Math.abs(saidMs - exact / SAMPLES_PER_MS)).toBeLessThanOrEqual(20)
  const told = tapped.events.find(
    ({ direction, event }) => direction === 'in' && event.type === 'conversation.item.truncated',
  )
  expect(told?.event.audio_end_ms).toBe(saidMs)

  const messages = page.locator('[data-voice="message"]')
  await expect(messages.nth(1).getAttribute('data-status')).resolves.toBe('interrupted')
  const unheard = await page.locator('[data-voice="unheard"]').textContent()
  expect(unheard?.trim()).not.toBe('')
})
