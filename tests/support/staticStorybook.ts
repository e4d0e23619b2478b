import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright'
import { chromiumArgs, chromiumPath } from '../../build/chromium.ts'
import { recordSpeech } from '../../src/simulator/node/recordSpeech.ts'
import { wav } from '../../src/simulator/node/wav.ts'
import { ROOT, serve, type Site } from './consumer.ts'
import { installTap } from './outputTap.ts'
import { inARoom } from './inARoom.ts'

/** A folder of the site, as on a host of many pages: no address may begin at the root. */
const BOOK = 'book'

export interface StaticStorybook {
  /** What a web server would serve. */
  readonly folder: string
  remove(): Promise<void>
}

/** Builds Storybook as `npm run storybook:build` does, in a process of its own and with nothing of `npm start` in its environment. */
export async function buildStorybook(): Promise<StaticStorybook> {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, '.cache/storybook-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const command = join(ROOT, 'node_modules/storybook/dist/bin/dispatcher.js')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    VITEST: undefined,
    STORYBOOK_SIMULATOR_URL: undefined,
    STORYBOOK_DISABLE_TELEMETRY: '1',
  }
  try {
    const args = [command, 'build', '-o', join(folder, BOOK), '--quiet']
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env, maxBuffer: 16 * 1024 ** 2 })
  } catch (error) {
    await remove()
    throw error
  }
  return { folder, remove }
}

/** What is read from the page while it talks. */
interface PageTap {
  readonly blocks: readonly Float32Array[]
  readonly rateHz: number
  readonly statuses: readonly string[]
}
type Tapped = { readonly tap: PageTap }

export interface Visit {
  readonly page: Page
  readonly site: Site
  /** Addresses of another origin that the page asked for, sockets too. */
  readonly foreign: readonly string[]
  statuses(): Promise<readonly string[]>
  /** What reached the loudspeaker, 24 kHz PCM16. */
  heard(): Promise<Int16Array>
  /** What was asked for since the n-th request, as a server would send it with gzip and without. */
  loadedSince(request: number): Promise<{ bytes: number; gzipped: number; paths: string[] }>
  close(): Promise<void>
}

/** Opens a story in a Chromium whose microphone hears `script`, which must end in a long silence. */
export async function visit(
  { folder }: StaticStorybook,
  story: string,
  script: readonly (string | number)[],
): Promise<Visit> {
  const file = join(folder, 'speech.wav')
  await writeFile(file, wav(inARoom(await recordSpeech(script))))
  const site = await serve(folder, {})
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...chromiumArgs,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}%noloop`,
    ],
  })
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } })
  const foreign: string[] = []
  const note = (url: string) => {
    if (/^(https?|wss?):/.test(url) && !url.startsWith(site.url)) foreign.push(url)
  }
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  await page.addInitScript(installTap)
  await page.addInitScript(rawMicrophone)
  await page.goto(`${site.url}${BOOK}/iframe.html?id=${story}&viewMode=story`)
  return {
    page,
    site,
    foreign,
    statuses: () => page.evaluate(() => (window as unknown as Tapped).tap.statuses),
    async heard() {
      const { samples, rateHz } = await page.evaluate(() => {
        const { blocks, rateHz } = (window as unknown as Tapped).tap
        const pcm = blocks.flatMap((block) => [...block].map((one) => Math.round(one * 32_768)))
        return { samples: pcm, rateHz }
      })
      if (rateHz !== 24_000) throw new Error(`The page plays at ${rateHz} Hz.`)
      return Int16Array.from(samples)
    },
    async loadedSince(request) {
      // A browser asks every site for an icon by itself.
      const paths = [...new Set(site.requests.slice(request))].filter(
        (path) => path !== '/favicon.ico',
      )
      const files = await Promise.all(paths.map((path) => readFile(join(folder, path))))
      const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
      const bytes = sum(files.map(({ length }) => length))
      return { bytes, gzipped: sum(files.map((file) => gzipSync(file).length)), paths }
    },
    async close() {
      await browser.close()
      site.close()
    },
  }
}

/** Run in the page: the browser's own processing would cut holes into the fake microphone's sound. */
function rawMicrophone(): void {
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = (asked) => {
    const audio = typeof asked?.audio === 'object' ? asked.audio : {}
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
    return open({ ...asked, audio: { ...audio, ...raw } })
  }
}
