import puppeteer, { type Page } from 'puppeteer-core'
import { inject, onTestFinished } from 'vitest'
import type { Pulse } from '../../support/pulse.ts'

/** No question for the microphone, and sound without a click. */
const PREFS = {
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
}

export interface FirefoxOptions {
  /** Of the page. */
  readonly query?: string
  readonly prefs?: Readonly<Record<string, boolean | number | string>>
  /** Run in the page before its own scripts, and unlike what a test evaluates later, without the rights of a click. */
  readonly before?: () => void
  /** Hears what the page logs. */
  readonly heard?: (text: string) => void
}

/**
 * Opens the test page in a Firefox of the test's own, which ends with the test.
 *
 * A new one for each test: a page that has had sound does not let its driver navigate again.
 */
export async function startFirefox(pulse: Pulse, options: FirefoxOptions = {}): Promise<Page> {
  const executablePath = process.env['FIREFOX_PATH']
  if (executablePath === undefined)
    throw new Error('FIREFOX_PATH is not set. `npm run test:firefox` finds one.')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { ...PREFS, ...options.prefs },
    env: { ...process.env, ...pulse.env, MOZ_CRASHREPORTER_DISABLE: '1' },
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  page.on('console', (message) => options.heard?.(message.text()))
  if (options.before) await page.evaluateOnNewDocument(options.before)
  await page.goto(inject('pageUrl') + (options.query ?? ''))
  return page
}
