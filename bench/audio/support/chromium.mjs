import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { serve } from './serve.mjs'

const PLACES = JSON.parse(
  readFileSync(new URL('../../../build/chromium.json', import.meta.url), 'utf8'),
)

function executablePath() {
  const path = process.env.CHROMIUM_PATH ?? PLACES.find((place) => existsSync(place))
  if (path === undefined) throw new Error('No Chromium was found: set CHROMIUM_PATH.')
  return path
}

/** A Chromium with the pages of this benchmark. It needs no sound card: it renders in real time without one. */
export async function openChromium(folder) {
  const server = await serve(folder)
  const browser = await chromium.launch({
    executablePath: executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })
  return {
    version: `Chromium ${browser.version()}`,
    /** A new page, with the functions that its script has put into `bench`. */
    async open(name) {
      const context = await browser.newContext({ permissions: ['microphone'] })
      const page = await context.newPage()
      const problems = []
      page.on('pageerror', (error) => problems.push(error.stack ?? String(error)))
      await page.goto(`${server.url}/page/${name}`)
      await page
        .waitForFunction(() => 'bench' in globalThis)
        .catch((cause) => {
          throw new Error(`The page "${name}" has not started. ${problems.join('\n')}`, { cause })
        })
      return {
        page,
        problems,
        ask: (task, input = {}) =>
          page.evaluate(([name, value]) => globalThis.bench[name](value), [task, input]),
        devtools: () => context.newCDPSession(page),
        close: () => context.close(),
      }
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
