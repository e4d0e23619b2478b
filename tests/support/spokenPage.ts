import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { chromium, type Browser, type Page } from 'playwright'
import { createServer, type ViteDevServer } from 'vite'
import { chromiumArgs, chromiumPath } from '../../build/chromium.ts'
import { embed } from '../../build/embed.ts'
import { recordSpeech } from '../../src/simulator/node/recordSpeech.ts'
import { wav } from '../../src/simulator/node/wav.ts'
import { inARoom } from './inARoom.ts'
import { installTap, type Tapped } from './outputTap.ts'

/** Silence of so many milliseconds, or words in the simulator's own voice. */
export type Utterance = number | string

export interface SpokenPage {
  readonly page: Page
  read(): Promise<Tapped>
  /** Only what `read` has under this name, without the samples. */
  statuses(): Promise<readonly string[]>
  close(): Promise<void>
}

/**
 * Opens the test app in a Chromium whose microphone hears `script`, from its beginning, each time it is opened.
 *
 * The end of the script must be a long silence: Chromium repeats the last milliseconds of the file for ever.
 */
export async function openSpokenPage(
  script: readonly Utterance[],
  simulatorUrl: string,
): Promise<SpokenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'spoken-'))
  const file = join(folder, 'speech.wav')
  writeFileSync(file, wav(inARoom(await recordSpeech(script))))
  const server: ViteDevServer = await createServer({
    configFile: false,
    root: join(import.meta.dirname, '../e2e/page'),
    cacheDir: join(import.meta.dirname, '../../node_modules/.vite/spoken'),
    logLevel: 'error',
    plugins: [react(), embed()],
    server: { port: 0, host: '127.0.0.1', fs: { allow: [join(import.meta.dirname, '../..')] } },
    optimizeDeps: { include: ['react', 'react-dom/client', '@tanstack/react-query'] },
  })
  await server.listen()
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    // As people have it: a page that they come back to may never have ended.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      ...chromiumArgs,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}%noloop`,
    ],
  })
  const page = await browser.newPage({ viewport: { width: 480, height: 800 } })
  await page.addInitScript(installTap)
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('The page has no address.')
  await page.goto(`${address}?url=${encodeURIComponent(simulatorUrl)}`)
  return {
    page,
    read: () => readTap(page),
    statuses: () =>
      page.evaluate(() => (window as unknown as { tap: { statuses: string[] } }).tap.statuses),
    async close() {
      await browser.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface PageTap {
  readonly blocks: readonly Float32Array[]
  readonly rateHz: number
  readonly events: Tapped['events']
  readonly statuses: readonly string[]
}

async function readTap(page: Page): Promise<Tapped> {
  const read = await page.evaluate(() => {
    const { tap } = window as unknown as { tap: PageTap }
    const samples = tap.blocks.flatMap((block) => [...block].map((one) => Math.round(one * 32768)))
    return { samples, rateHz: tap.rateHz, events: tap.events, statuses: tap.statuses }
  })
  return { ...read, samples: Int16Array.from(read.samples) }
}
