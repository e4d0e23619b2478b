import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadWorklet } from '../../src/audio/worklet/loadWorklet.ts'
import { floatToPcm16 } from '../../src/audio/sound/pcm.ts'
import source from '../../src/audio/worklet/voice.worklet.ts?embed'
import {
  CAPTURE_PROCESSOR,
  PLAYBACK_PROCESSOR,
  type PlaybackCommand,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from '../../src/audio/worklet/voiceMessages.ts'
import { chunked, noisePcm, tonePcm } from '../audio/signals.ts'
import { firstDifference } from './audioTap.ts'

async function playback(rateHz: number, seconds: number, quantum = 128) {
  const length = rateHz * seconds
  // Not in the types yet.
  const hint = { renderSizeHint: quantum }
  const context = new OfflineAudioContext({ length, sampleRate: rateHz, ...hint })
  expect(Reflect.get(context, 'renderQuantumSize')).toBe(quantum)
  await loadWorklet(context)
  const processorOptions: PlaybackProcessorOptions = {}
  const node = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions,
  })
  node.connect(context.destination)
  const reports: PlaybackReport[] = []
  node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => reports.push(data)
  const post = (command: PlaybackCommand) => node.port.postMessage(command)
  // In the same thread, which takes what it is told in order: its answer comes when all before it was heard.
  const probe = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, { processorOptions })
  const told = () =>
    new Promise((resolve) => {
      probe.port.onmessage = resolve
      probe.port.postMessage({ type: 'interrupt' })
    })
  const render = async () => {
    // Offline rendering outruns messages: it waits here until they have come.
    const held = context.suspend(quantum / rateHz)
    const rendered = context.startRendering()
    await held
    await told()
    await context.resume()
    return (await rendered).getChannelData(0)
  }
  return { reports, post, render }
}

const edges = (reports: readonly PlaybackReport[]) =>
  reports.flatMap((report) => ('itemId' in report && report.type !== 'position' ? [report] : []))

it('plays ten seconds bit for bit through the worklet, however they are cut', async () => {
  const pcm = noisePcm(240_000)
  const lengths = fc.sample(fc.integer({ min: 1, max: 9000 }), 500)
  for (const cut of [lengths, [240_000], [1, 3, 7]]) {
    const { reports, post, render } = await playback(24_000, 11)
    for (const samples of chunked(pcm, cut)) post({ type: 'audio', itemId: 'a', samples })
    post({ type: 'end', itemId: 'a' })
    const heard = await render()
    const first = heard.findIndex((sample) => sample !== 0)
    expect(firstDifference(floatToPcm16(heard.slice(first, first + pcm.length)), pcm)).toBe(-1)
    expect(heard.subarray(first + pcm.length).every((sample) => sample === 0)).toBe(true)
    await expect.poll(() => edges(reports).map(({ type }) => type)).toEqual(['started', 'drained'])
    expect(reports.length).toBeLessThan(11 * 20 + 3)
  }
})

it.each([64, 441, 1024, 2048])('plays bit for bit in blocks of %i', async (quantum) => {
  const pcm = noisePcm(24_000)
  const { reports, post, render } = await playback(24_000, 2, quantum)
  for (const samples of chunked(pcm, [997])) post({ type: 'audio', itemId: 'a', samples })
  post({ type: 'end', itemId: 'a' })
  const heard = await render()
  const first = heard.findIndex((sample) => sample !== 0)
  expect(firstDifference(floatToPcm16(heard.slice(first, first + pcm.length)), pcm)).toBe(-1)
  await expect.poll(() => edges(reports).map(({ type }) => type)).toEqual(['started', 'drained'])
})

it.each([24_000, 44_100, 48_000])(
  'tells at %i Hz when the first sample of each item is rendered',
  async (rateHz) => {
    const { reports, post, render } = await playback(rateHz, 1)
    // Nothing but a first sample: a context with a rate of its own rings around it.
    const click = () => Int16Array.from({ length: 5000 }, (_, i) => (i === 0 ? 30_000 : 0))
    post({ type: 'audio', itemId: 'a', samples: click() })
    post({ type: 'audio', itemId: 'b', samples: click() })
    const heard = await render()
    await expect.poll(() => reports.filter(({ type }) => type === 'started')).toHaveLength(2)
    const started = reports.filter(({ type }) => type === 'started')
    for (const { atSeconds } of started) {
      const near = heard.subarray(0, Math.round((atSeconds + 0.1) * rateHz))
      const loudest = near.reduce((best, x, i) => (x >= near[best]! ? i : best), 0)
      expect(Math.abs(atSeconds * rateHz - loudest)).toBeLessThanOrEqual(1)
    }
    expect(started[1]!.atSeconds - started[0]!.atSeconds).toBeCloseTo(5000 / 24_000, 4)
  },
)

it.each([44_100, 48_000])('plays in tune at %i Hz, and counts in 24 kHz', async (rateHz) => {
  const { reports, post, render } = await playback(rateHz, 2)
  post({ type: 'audio', itemId: 'a', samples: tonePcm(24_000, 1000) })
  const heard = await render()
  const first = heard.findIndex((sample) => Math.abs(sample) > 0.1)
  // A 1 kHz tone crosses zero upwards 900 times in 900 ms.
  const tone = heard.subarray(first, first + 0.9 * rateHz)
  const crossings = tone.reduce((n, x, i) => n + Number(x >= 0 && (tone[i - 1] ?? 0) < 0), 0)
  expect(crossings).toBeGreaterThanOrEqual(899)
  expect(crossings).toBeLessThanOrEqual(901)
  await expect
    .poll(() => reports.findLast((report) => report.type === 'position'))
    .toMatchObject({ itemId: 'a', playedSamples: 24_000 })
})

const context = () => new OfflineAudioContext(1, 128, 24_000)

it('loads from an address that it is given', async () => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const offline = context()
  await loadWorklet(offline, url)
  expect(
    new AudioWorkletNode(offline, CAPTURE_PROCESSOR, {
      processorOptions: { chunkMs: 40, ratesHz: [24_000] },
    }),
  ).toBeDefined()
})

it('names the address that could not be loaded, and tries no other', async () => {
  const offline = context()
  await expect(loadWorklet(offline, '/no/such/worklet.js')).rejects.toMatchObject({
    name: 'VoiceError',
    code: 'worklet_load_failed',
    message: expect.stringContaining('/no/such/worklet.js'),
  })
  expect(() => new AudioWorkletNode(offline, PLAYBACK_PROCESSOR)).toThrow()
})
