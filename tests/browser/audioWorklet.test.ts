import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ChunkPacker } from '../../src/audio/ChunkPacker.ts'
import { loadWorklet } from '../../src/audio/loadWorklet.ts'
import { floatToPcm16, pcm16ToFloat } from '../../src/audio/pcm.ts'
import source from '../../src/audio/voice.worklet.ts?embed'
import {
  CAPTURE_PROCESSOR,
  PLAYBACK_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
  type PlaybackCommand,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from '../../src/audio/voiceMessages.ts'
import { chunked, noisePcm, tonePcm } from '../audio/signals.ts'
import { firstDifference, wait } from './audioTap.ts'

async function playback(rateHz: number, seconds: number) {
  const context = new OfflineAudioContext(1, rateHz * seconds, rateHz)
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
  const render = async () => {
    // Offline rendering outruns messages: it waits here until they have come.
    const held = context.suspend(128 / rateHz)
    const rendered = context.startRendering()
    await held
    await wait(100)
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

it.each([
  [24_000, 0.5],
  [44_100, 30],
  [48_000, 30],
])('tells at %i Hz when the first sample of each item is rendered', async (rateHz, error) => {
  const { reports, post, render } = await playback(rateHz, 1)
  post({ type: 'audio', itemId: 'a', samples: noisePcm(5000) })
  post({ type: 'audio', itemId: 'b', samples: noisePcm(5000) })
  const heard = await render()
  const first = heard.findIndex((sample) => sample !== 0)
  await expect.poll(() => reports.filter(({ type }) => type === 'started')).toHaveLength(2)
  const [a = NaN, b = NaN] = reports
    .filter(({ type }) => type === 'started')
    .map(({ atSeconds }) => atSeconds * rateHz)
  // In samples of the context; its resampler delays a little.
  expect(Math.abs(a - first)).toBeLessThan(error)
  expect(Math.abs(b - a - (5000 * rateHz) / 24_000)).toBeLessThan(Math.max(error, 1))
})

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

it('captures at the rate of the service, in chunks, and gives the rest when it is told to stop', async () => {
  const context = new OfflineAudioContext(1, 48_000, 48_000)
  await loadWorklet(context)
  const processorOptions: CaptureProcessorOptions = { chunkMs: 40 }
  const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfOutputs: 0,
    processorOptions,
  })
  const chunks: CapturedChunk[] = []
  node.port.onmessage = ({ data }: MessageEvent<CapturedChunk>) => chunks.push(data)
  const input = pcm16ToFloat(tonePcm(48_000, 500, 0.5, 48_000))
  const buffer = new AudioBuffer({ length: 48_000, sampleRate: 48_000 })
  buffer.copyToChannel(input, 0)
  // It begins a little later, so that the worklet also sees an input without a channel.
  const from = new AudioBufferSourceNode(context, { buffer })
  from.connect(node)
  from.start(0.125)
  await context.startRendering()
  await expect.poll(() => chunks.length).toBeGreaterThan(20)
  node.port.postMessage({ type: 'close' } satisfies CaptureCommand)
  await expect.poll(() => chunks.at(-1)?.last).toBe(true)

  const wanted: number[] = []
  const packer = new ChunkPacker(48_000, 40, ({ pcm }) => wanted.push(...(pcm ?? [])))
  packer.push(new Float32Array(6000))
  packer.push(input)
  const got = chunks.flatMap(({ pcm }) => [...(pcm ?? [])])
  const begin = got.findIndex((sample) => sample !== 0)
  const beginWanted = wanted.findIndex((sample) => sample !== 0)
  expect(got.length).toBeGreaterThanOrEqual(0.875 * 24_000)
  expect(
    firstDifference(
      got.slice(begin, begin + 20_000),
      wanted.slice(beginWanted, beginWanted + 20_000),
    ),
  ).toBe(-1)
  expect(chunks.slice(0, -1).every(({ pcm }) => pcm?.length === 960)).toBe(true)
  expect(chunks[10]?.rms).toBeCloseTo(0.5 / Math.SQRT2, 2)
  expect(chunks[10]?.peak).toBeCloseTo(0.5, 2)
})

const context = () => new OfflineAudioContext(1, 128, 24_000)

it('loads from an address that it is given', async () => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const offline = context()
  await loadWorklet(offline, url)
  expect(
    new AudioWorkletNode(offline, CAPTURE_PROCESSOR, { processorOptions: { chunkMs: 40 } }),
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
