import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'
import { FIREFOX } from '../../../scripts/support/firefox.mjs'
import { startPulse } from './pulse.mjs'
import { serve } from './serve.mjs'

const PATIENCE_MS = 60_000

/** No question for the microphone, and sound without a click. */
const PREFS = {
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'app.update.disabledForTesting': true,
}

/** Firefox 153 forgets a promise that its driver waits for, some seconds later: so it is the page that holds it. */
async function ask(page, task, input) {
  await page.evaluate(
    (one, value) => {
      const page = globalThis
      page.answer = null
      page.asked = Promise.resolve(page.bench[one](value)).then(
        (output) => (page.answer = { output }),
        (error) => (page.answer = { problem: String(error) }),
      )
    },
    task,
    input,
  )
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await page.evaluate(() => globalThis.answer)
    if (answer?.problem !== undefined) throw new Error(`${task}: ${answer.problem}`)
    if (answer) return answer.output
    if (Date.now() > until) throw new Error(`${task}: no answer in ${PATIENCE_MS / 1000} s`)
    await sleep(200)
  }
}

/**
 * The pages of this benchmark in Firefox, each in a browser of its own: one that has had sound does not let its driver
 * go on to another page.
 *
 * @returns `null` where there is no Firefox, or no PulseAudio for it.
 */
export async function openFirefox(folder) {
  const executablePath = FIREFOX.find()
  const pulse = executablePath === undefined ? null : await startPulse()
  if (pulse === null) return null
  // A page that is cut off from all others is a process of its own, and the driver loses it.
  const server = await serve(folder, { isolated: false })
  const launch = () =>
    puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      extraPrefsFirefox: PREFS,
      env: { ...process.env, ...pulse.env, MOZ_CRASHREPORTER_DISABLE: '1' },
    })
  let version = 'Firefox'
  return {
    get version() {
      return version
    },
    async open(name) {
      const browser = await launch()
      version = (await browser.version()).replace(/^firefox\//i, 'Firefox ')
      const page = await browser.newPage()
      await page.goto(`${server.url}/page/${name}`)
      await page.waitForFunction(() => 'bench' in globalThis)
      return {
        page,
        ask: (task, input = {}) => ask(page, task, input),
        close: () => browser.close(),
      }
    },
    async close() {
      await server.close()
      await pulse.close()
    },
  }
}
