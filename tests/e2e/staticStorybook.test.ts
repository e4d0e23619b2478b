import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { scenarios } from '../../src/simulator/brain/scenarios.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { readSound, writeSound } from '../../src/simulator/voice/lineSound.ts'
import {
  buildStorybook,
  visit,
  type StaticStorybook,
  type Visit,
} from '../support/staticStorybook.ts'

const PLAYGROUND = 'playground--voice-chat'
const SAMPLES_PER_MS = 24

let book: StaticStorybook
beforeAll(async () => {
  book = await buildStorybook()
}, 180_000)
afterAll(() => book.remove())

const visits: Visit[] = []
afterEach(async () => {
  for (const one of visits.splice(0)) await one.close()
})

async function talkTo(partner: string, script: readonly (string | number)[]) {
  const there = await visit(book, PLAYGROUND, script)
  visits.push(there)
  await there.page.getByRole('radio', { name: partner }).check({ force: true })
  const start = there.page.getByRole('button', { name: 'Start conversation' })
  await start.waitFor()
  await there.page.getByText('The simulator inside this page answers').waitFor()
  // What Storybook loads for itself, its accessibility check for one, is not the conversation's.
  await there.page.waitForLoadState('networkidle')
  const asked = there.site.requests.length
  await start.click()
  return { ...there, loaded: () => there.loadedSince(asked) }
}

/** Sentences as the page should play them: spoken, and through the files that they are kept in. */
async function rendered(texts: readonly string[]): Promise<Int16Array> {
  const voice = await createFliteVoice()
  if (!voice) throw new Error('The voice of the simulator is not installed.')
  const parts: number[] = []
  for (const text of texts) {
    const file = writeSound(await voice.speak(text, 'marin'))
    parts.push(...(readSound(file) ?? []))
  }
  await voice.close()
  return Int16Array.from(parts)
}

/** Where the sound begins in the recording, sample for sample, or -1. */
function find(recorded: Int16Array, pcm: Int16Array, from = 0): number {
  const first = pcm.findIndex((sample) => Math.abs(sample) > 100)
  const probe = pcm.subarray(first, first + 400)
  for (let at = from + first; at + probe.length <= recorded.length; at++)
    if (probe.every((sample, index) => recorded[at + index] === sample)) return at - first
  return -1
}

/** How many samples of `pcm` stand in the recording from `at` on, unbroken. */
function matched(recorded: Int16Array, pcm: Int16Array, at: number): number {
  let count = 0
  while (count < pcm.length && recorded[at + count] === pcm[count]) count++
  return count
}

it('hears, talks and is interrupted, with no server but that of its files', async () => {
  const script = [1200, 'Tell me something.', 4500, 'Wait, please stop there.', 60_000]
  const there = await talkTo('Long talker', script)
  const { page } = there
  const messages = page.locator('[data-voice="message"]')
  await page.locator('[data-voice="unheard"]').waitFor({ timeout: 20_000 })
  await expect
    .poll(there.statuses, { timeout: 40_000, interval: 200 })
    .toEqual(['idle', 'listening', 'thinking', 'speaking', 'listening', 'thinking', 'speaking'])
  const roles = await messages.evaluateAll((all) => all.map((one) => one.dataset['role']))
  expect(roles).toEqual(['user', 'assistant', 'user', 'assistant'])
  expect(await messages.nth(1).getAttribute('data-status')).toBe('interrupted')

  // The loudspeaker had the rendered lines, sample by sample, until the user talked over them; then silence.
  const reply = scenarios.longTalker.turns.flatMap((turn) => turn.reply)
  const answer = await rendered(reply.flatMap((part) => ('say' in part ? [part.say] : [])))
  const heard = await there.heard()
  const at = find(heard, answer)
  expect(at).toBeGreaterThanOrEqual(0)
  const exact = matched(heard, answer, at)
  expect(exact).toBeGreaterThan(2000 * SAMPLES_PER_MS)
  expect(exact).toBeLessThan(answer.length)
  const cut = at + exact
  const after = heard.subarray(cut + 10 * SAMPLES_PER_MS, cut + 400 * SAMPLES_PER_MS)
  expect(after.every((sample) => sample === 0)).toBe(true)
  // The next answer begins with the first line again.
  await expect.poll(async () => find(await there.heard(), answer, cut)).toBeGreaterThan(cut)

  expect(there.foreign).toEqual([])
  const { bytes, gzipped, paths } = await there.loaded()
  const lines = paths.filter((path) => path.endsWith('.adpcm')).length
  // Only what was said, and at most what came after it: never all that could be.
  expect(lines).toBeGreaterThan(0)
  expect(lines).toBeLessThanOrEqual(reply.length)
  const kB = (size: number) => `${(size / 1000).toFixed(0)} kB`
  console.log(
    `From the click on, the conversation loaded ${kB(bytes)}, ${kB(gzipped)} with gzip: ` +
      `${paths.length} files, ${lines} of them lines.`,
  )
})
