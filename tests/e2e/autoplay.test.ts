import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../build/chromium.ts'
import { embed } from '../../build/embed.ts'

let server: ViteDevServer
let browser: Browser

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    cacheDir: join(import.meta.dirname, '../../node_modules/.vite/autoplay'),
    logLevel: 'error',
    plugins: [embed()],
    server: { port: 0, host: '127.0.0.1', fs: { allow: [join(import.meta.dirname, '../..')] } },
    optimizeDeps: { noDiscovery: true },
  })
  await server.listen()
  // With the browser's own rules about sound.
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArgs, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

it.each(['', '?element'])(
  'sound that starts by itself is blocked, and comes with a click; what is old by then does not%s',
  async (route) => {
    const page = await browser.newPage()
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}autoplay.html${route}`)
    const said = () => page.locator('output').textContent()
    await expect.poll(said, { timeout: 20_000 }).toBe('starting blocked unheard ')
    await page.getByRole('button').click()
    await expect.poll(said, { timeout: 10_000 }).toBe('starting blocked unheard running new new ')
    await page.close()
  },
)

it('a microphone that starts by itself is heard without a click, because the page records by then', async () => {
  const context = await browser.newContext({ permissions: ['microphone'] })
  const page = await context.newPage()
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}autoplayMicrophone.html`)
  const said = () => page.locator('output').textContent()
  await expect.poll(said, { timeout: 20_000 }).toBe('live, heard')
  await context.close()
})
