import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import ts from 'typescript'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../build/chromium.ts'
import { embed } from '../../build/embed.ts'
import type { AzureRealTimeAudio, SessionConfig } from '../../src/core.ts'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { ROOT, serve, type Site } from '../support/consumer.ts'
import { namedHost } from '../support/namedHost.ts'

// The usage examples of the class's document, word for word, in a page with a WebSocket of its own.

const HOST = 'your-resource.openai.azure.com'
const KEY = "apiKey: 'your-api-key'"
const ALLOWED = `${KEY}, dangerouslyAllowApiKeyInBrowser: true`

let folder: string
let simulator: RunningSimulator
let site: Site
let browser: Browser
const closing: (() => unknown)[] = []

beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  folder = await mkdtemp(join(ROOT, '.cache/page-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [embed()],
    build: {
      outDir: folder,
      copyPublicDir: false,
      lib: { entry: 'src/core.ts', formats: ['es'], fileName: 'core' },
    },
  })
  simulator = await startSimulator({ apiKey: 'your-api-key' })
  closing.push(() => simulator.close())
  const host = await namedHost(simulator.port)
  closing.push(host.close)
  site = await serve(folder, {})
  closing.push(site.close)
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...chromiumArgs,
      `--host-resolver-rules=MAP ${HOST}:443 127.0.0.1:${host.port}`,
      '--ignore-certificate-errors',
    ],
  })
  closing.push(() => browser.close())
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

interface Probe {
  readonly client: AzureRealTimeAudio
  readonly initialized: Promise<SessionConfig>
  /** What the example threw. */
  readonly thrown?: { readonly code: string; readonly remedy: string }
}

/** A page whose only script is an example. */
async function pageOf(name: string, change: (code: string) => string) {
  const file = join(ROOT, 'tests/session/azureRealTime/documented', `${name}.txt`)
  const { outputText } = ts.transpileModule(change(await readFile(file, 'utf8')), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const html = `<link rel="icon" href="data:,">
<script>addEventListener('error', ({ error }) => { window.thrown = error })</script>
<script type="module">
import { AzureRealTimeAudio } from './core.js'
${outputText}
window.client = client
window.initialized = new Promise((resolve, reject) => {
  client.once('init', resolve)
  client.once('error', reject)
})
</script>`
  await writeFile(join(folder, `${name}.html`), html)
  const page = await browser.newPage()
  const logged: string[] = []
  page.on('console', (message) => logged.push(message.text()))
  await page.goto(`${site.url}${name}.html`)
  return { page, logged }
}

it('basic usage with a key in a page is refused, and the error says what would allow it', async () => {
  const { page } = await pageOf('basic', (code) => code)
  const thrown = await page.evaluate(() => {
    const { thrown } = window as unknown as Probe
    return thrown && { code: thrown.code, remedy: thrown.remedy }
  })
  expect(thrown).toEqual({
    code: 'api_key_in_browser',
    remedy: expect.stringContaining('dangerouslyAllowApiKeyInBrowser: true') as string,
  })
  expect(simulator.sessions).toEqual([])
  await page.close()
})

it.each([
  ['with that flag', (code: string) => code.replace(KEY, ALLOWED)],
  [
    'against a loopback host, without it',
    (code: string) => code.replace(HOST, `localhost:${simulator.port}`),
  ],
])('basic usage runs %s', async (_, change) => {
  const { page, logged } = await pageOf('basic', change)
  await expect.poll(() => logged.at(0), { timeout: 10_000 }).toMatch(/^Session established: /)
  await page.evaluate(() => (window as unknown as Probe).client.createResponse())
  await expect
    .poll(() => logged.at(1), { timeout: 10_000 })
    .toMatch(/^Received audio data: [\w+/]{20,}/)
  await page.close()
})

it('custom configuration runs with that flag', async () => {
  const { page, logged } = await pageOf('configured', (code) => code.replace(KEY, ALLOWED))
  const session = await page.evaluate(() => (window as unknown as Probe).initialized)
  expect(session).toMatchObject({
    voice: 'shimmer',
    turn_detection: { type: 'server_vad', threshold: 0.5, silence_duration_ms: 800 },
  })
  expect(logged).toEqual([])
  await page.close()
})
