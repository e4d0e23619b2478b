import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../build/chromium.ts'
import { buildConsumer, serve, type Consumer } from '../support/consumer.ts'

/** What tests/consumer/main.js puts on the page. */
interface Probe {
  readonly consumer: {
    startWorker(options: { given: boolean }): Promise<{
      readonly where: string
      readonly tried: readonly string[]
    }>
    converse(options: { given: boolean }): Promise<{ readonly roles: readonly string[] }>
    play(options: { given: boolean }): Promise<{
      readonly status: string
      readonly error: string | null
      readonly heard: readonly { readonly itemId: string; readonly heardMs: number }[]
    }>
    record(options: { given: boolean }): Promise<{ readonly samples: number }>
  }
}

const STRICT = "default-src 'self'; script-src 'self'; connect-src 'self' ws://127.0.0.1:*"

let consumer: Consumer
let browser: Browser
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  consumer = await buildConsumer()
  closing.push(consumer.remove)
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...chromiumArgs,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
  closing.push(() => browser.close())
})

afterAll(async () => {
  for (const close of closing) await close()
})

/** Opens the built app under a policy, and tells what it asked the server for and what the policy refused. */
async function visit(policy: string | null, act: (page: Page) => Promise<void>) {
  const headers = policy === null ? {} : { 'content-security-policy': policy }
  const site = await serve(consumer.folder, headers)
  const page = await browser.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  try {
    await page.goto(site.url)
    await page.waitForFunction(() => 'consumer' in window)
    await act(page)
  } finally {
    await page.close()
    site.close()
  }
  return { requests: site.requests, refused }
}

const startWorker = (page: Page, given = false) =>
  page.evaluate((options) => (window as unknown as Probe).consumer.startWorker(options), { given })

const converse = (page: Page, given = false) =>
  page.evaluate((options) => (window as unknown as Probe).consumer.converse(options), { given })

const play = (page: Page, given = false) =>
  page.evaluate((options) => (window as unknown as Probe).consumer.play(options), { given })

const record = (page: Page, given = false) =>
  page.evaluate((options) => (window as unknown as Probe).consumer.record(options), { given })

const bothSpoke = { roles: ['user', 'assistant'] }

/** The player's report comes from the audio thread: without the worklet there is none. */
const heardSomething = {
  status: 'running',
  error: null,
  heard: [{ itemId: 'tone', heardMs: expect.any(Number) as number }],
}
const FILE = (name: string) =>
  expect.stringMatching(new RegExp(`^/assets/${name}-.*\\.js$`)) as string

describe('the Worker in a built page', () => {
  it('runs from the embedded source where nothing forbids it', async () => {
    const { requests } = await visit(null, async (page) => {
      expect(await startWorker(page)).toEqual({ where: 'blob', tried: [] })
      expect(await converse(page)).toEqual(bothSpoke)
    })
    expect(requests.filter((path) => path.includes('rv-worker'))).toEqual([])
  })

  it("runs from the shipped file under script-src 'self', with nothing configured", async () => {
    const { requests, refused } = await visit(STRICT, async (page) => {
      expect(await startWorker(page)).toEqual({
        where: 'file',
        tried: [expect.stringContaining('blob')],
      })
      expect(await converse(page)).toEqual(bothSpoke)
    })
    expect(requests).toContainEqual(FILE('rv-worker'))
    // The blob was tried first. It also shows that the next test would see a violation.
    expect(refused).not.toEqual([])
  })

  it('runs from `workerUrl` without a single violation', async () => {
    const { refused } = await visit(STRICT, async (page) => {
      expect(await startWorker(page, true)).toEqual({ where: 'workerUrl', tried: [] })
      expect(await converse(page, true)).toEqual(bothSpoke)
    })
    expect(refused).toEqual([])
  })

  it('gives way to the page where no Worker may run at all', async () => {
    await visit(`${STRICT}; worker-src 'none'`, async (page) => {
      expect((await startWorker(page)).where).toBe('page')
      expect(await converse(page)).toEqual(bothSpoke)
    })
  })

  it('runs in a sandboxed frame, where a file would be of another origin', async () => {
    await visit(null, async (page) => {
      await page.evaluate(() => {
        const frame = document.createElement('iframe')
        frame.sandbox.add('allow-scripts')
        frame.src = '/'
        document.body.append(frame)
      })
      await expect.poll(() => page.frames().length).toBe(2)
      const frame = page.frames()[1]
      await frame?.waitForFunction(() => 'consumer' in window)
      const work = await frame?.evaluate(() =>
        (window as unknown as Probe).consumer.startWorker({ given: false }),
      )
      expect(work).toEqual({ where: 'blob', tried: [] })
    })
  })
})

describe('the worklet in a built page', () => {
  it('plays and records from the embedded source where nothing forbids it', async () => {
    const { requests } = await visit(null, async (page) => {
      expect(await play(page)).toMatchObject(heardSomething)
      expect((await record(page)).samples).toBeGreaterThan(0)
    })
    expect(requests.filter((path) => path.includes('rv-worklet'))).toEqual([])
  })

  it("plays and records from the shipped file under script-src 'self', with nothing configured", async () => {
    const { requests } = await visit(STRICT, async (page) => {
      expect(await play(page)).toMatchObject(heardSomething)
      expect((await record(page)).samples).toBeGreaterThan(0)
    })
    expect(requests).toContainEqual(FILE('rv-worklet'))
  })

  it('plays and records from `workletUrl` without a single violation', async () => {
    const { requests, refused } = await visit(STRICT, async (page) => {
      expect(await play(page, true)).toMatchObject(heardSomething)
      expect((await record(page, true)).samples).toBeGreaterThan(0)
    })
    expect(requests).toContainEqual(FILE('rv-worklet'))
    expect(refused).toEqual([])
  })
})
