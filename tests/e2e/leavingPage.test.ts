import { afterEach, expect, it } from 'vitest'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { openSpokenPage } from '../support/spokenPage.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function talking() {
  const simulator = await startSimulator({ brain: 'parrot' })
  ends.push(() => simulator.close())
  const spoken = await openSpokenPage([60_000], simulator.url)
  ends.push(() => spoken.close())
  const { page } = spoken
  const root = page.locator('[data-voice="voice-chat"]')
  const start = page.getByRole('button', { name: 'Start conversation' })
  await start.click()
  await expect.poll(() => root.getAttribute('data-connection')).toBe('connected')
  return { simulator, page, root, start }
}

it('hangs up when the page is left, and can begin anew when it is come back to', async () => {
  const { simulator, page, root, start } = await talking()
  await page.evaluate(() => Object.assign(window, { kept: true }))
  await page.goto('about:blank')
  await expect.poll(() => simulator.sessions.length).toBe(0)
  await page.goBack({ waitUntil: 'commit' })
  // It came out of the browser's memory, and was not loaded again.
  expect(await page.evaluate(() => 'kept' in window)).toBe(true)
  expect(await root.getAttribute('data-connection')).toBe('closed')
  await start.click()
  await expect.poll(() => root.getAttribute('data-connection')).toBe('connected')
})
