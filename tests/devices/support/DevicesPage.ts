import { chromium, type BrowserContext, type Page } from 'playwright'
import { expect, inject, onTestFinished } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../../build/chromium.ts'
import type { VoiceError } from '../../../src/index.ts'
import type { Pulse } from '../../support/pulse.ts'
import type { Entry } from '../page/Diary.ts'
import type { PageOptions } from '../page/main.tsx'
import { toneDb } from './tones.ts'

const RATE_HZ = 24_000

/** What a device gives, and nothing that is done to it: noise suppression takes a steady tone for noise. */
export const RAW = {
  constraints: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
} as const

/** The test page in a Chromium of the test's own, which knows the devices of this audio system and no others. */
export class DevicesPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly url: string

  private constructor(page: Page, url: string) {
    this.page = page
    this.context = page.context()
    this.url = url
  }

  static async open(pulse: Pulse, options: PageOptions = {}): Promise<DevicesPage> {
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
      ignoreDefaultArgs: ['--mute-audio'],
      env: { ...process.env, ...pulse.env },
    })
    onTestFinished(() => browser.close())
    const url = inject('devicesUrl')
    const context = await browser.newContext({ permissions: ['microphone'] })
    const opened = new DevicesPage(await context.newPage(), url)
    await opened.load(options)
    return opened
  }

  async load(options: PageOptions): Promise<void> {
    await this.page.goto(`${this.url}?options=${encodeURIComponent(JSON.stringify(options))}`)
    await this.page.waitForFunction(() => window.devices !== undefined)
  }

  /** Null when it started, otherwise the code of what it rejected with. */
  start(): Promise<string | null> {
    return this.page.evaluate(() =>
      window.devices!.microphone.start().then(
        () => null,
        (error: unknown) => (error as VoiceError).code,
      ),
    )
  }

  choose(deviceId: string | null): Promise<void> {
    return this.page.evaluate((id) => window.devices!.microphone.selectDevice(id), deviceId)
  }

  /** As the hook lists them. */
  labels(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.devices!.microphone.devices.map(({ label }) => label))
  }

  async idOf(label: string): Promise<string> {
    const find = () =>
      this.page.evaluate(
        (name) => window.devices!.microphone.devices.find((one) => one.label === name)?.id,
        label,
      )
    await expect.poll(find, { timeout: 5000 }).toBeDefined()
    return (await find())!
  }

  diary(): Promise<readonly Entry[]> {
    return this.page.evaluate(() => window.devices!.diary.entries)
  }

  async now(): Promise<Entry> {
    return (await this.diary()).at(-1)!
  }

  /** Waits until the microphone is so; answers the moment at which it became so. */
  async becomes(wanted: object, timeoutMs = 8000): Promise<Entry> {
    await expect.poll(() => this.now(), { timeout: timeoutMs }).toMatchObject(wanted)
    return this.now()
  }

  /** How many samples were heard until now. */
  samples(): Promise<number> {
    return this.page.evaluate(() => window.devices!.diary.samples)
  }

  /** What was heard from this sample on, full scale being 1. */
  async heardFrom(sample: number): Promise<Float32Array> {
    const pcm = await this.page.evaluate((first) => window.devices!.diary.heardFrom(first), sample)
    return Float32Array.from(pcm, (one) => one / 32_768)
  }

  /** Which of these tones the last fifth of a second is: 0 when it is none, and when it is more than one. */
  async tone(tones: readonly number[] = [300, 900]): Promise<number> {
    const heard = await this.heardFrom(Math.max(0, (await this.samples()) - RATE_HZ / 5))
    const loud = tones.filter((hz) => toneDb(heard, hz, RATE_HZ) > -30)
    return loud.length === 1 ? loud[0]! : 0
  }

  async hears(hz: number, timeoutMs = 8000): Promise<void> {
    await expect.poll(() => this.tone(), { timeout: timeoutMs }).toBe(hz)
  }

  /** Plays this item to its end, from now on. */
  async play(itemId: string, pcm: Int16Array): Promise<void> {
    await this.page.evaluate(
      async ([id, samples]) => {
        const { player } = window.devices!.player
        await player.start()
        player.play(id, 0, Int16Array.from(samples))
        player.end(id)
      },
      [itemId, [...pcm]] as const,
    )
  }

  speaker() {
    return this.page.evaluate(() => {
      const { outputDevices, outputDeviceId, notice, error, status } = window.devices!.player
      const speakers = outputDevices.map(({ id, label }) => ({ id, label }))
      return { speakers, outputDeviceId, notice: notice?.message ?? null, error, status }
    })
  }

  async chooseSpeaker(label: string): Promise<void> {
    const find = async () => (await this.speaker()).speakers.find((one) => one.label === label)?.id
    await expect.poll(find, { timeout: 5000 }).toBeDefined()
    await this.page.evaluate((id) => window.devices!.player.selectOutputDevice(id), (await find())!)
  }
}
