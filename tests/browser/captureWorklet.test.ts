import { expect, it } from 'vitest'
import { ChunkPacker } from '../../src/audio/worklet/ChunkPacker.ts'
import { readChunk, type ChunkMessage } from '../../src/audio/worklet/chunkMessage.ts'
import { loadWorklet } from '../../src/audio/worklet/loadWorklet.ts'
import {
  CAPTURE_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
} from '../../src/audio/worklet/voiceMessages.ts'
import { levelDb, snrDb } from '../audio/signals.ts'
import { firstDifference } from './audioTap.ts'

/** A tone of half the full scale, for as long as the context renders. */
const tone = (hz: number, rateHz: number, seconds = 1) =>
  Float32Array.from(
    { length: rateHz * seconds },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rateHz),
  )

/** What the worklet makes of this input, which begins after an eighth of a second without any. */
async function captured(input: Float32Array<ArrayBuffer>, rateHz: number, ratesHz: number[]) {
  const context = new OfflineAudioContext(1, input.length, rateHz)
  await loadWorklet(context)
  const processorOptions: CaptureProcessorOptions = { chunkMs: 40, ratesHz }
  const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfOutputs: 0,
    processorOptions,
  })
  const chunks: CapturedChunk[] = []
  node.port.onmessage = ({ data }: MessageEvent<ChunkMessage>) => chunks.push(readChunk(data))
  const buffer = new AudioBuffer({ length: input.length, sampleRate: rateHz })
  buffer.copyToChannel(input, 0)
  const from = new AudioBufferSourceNode(context, { buffer })
  from.connect(node)
  from.start(0.125)
  await context.startRendering()
  await expect.poll(() => chunks.length).toBeGreaterThan(20)
  node.port.postMessage({ type: 'close' } satisfies CaptureCommand)
  await expect.poll(() => chunks.filter(({ last }) => last)).toHaveLength(ratesHz.length)
  const samples = (wantedHz: number) =>
    chunks.flatMap(({ pcm, rateHz: hz }) => (hz === wantedHz ? [...(pcm ?? [])] : []))
  return { chunks, samples }
}

it('captures bit for bit as reckoned, in chunks, and gives the rest when it is told to stop', async () => {
  const input = tone(500, 48_000)
  const { chunks, samples } = await captured(input, 48_000, [24_000])
  const wanted: number[] = []
  const packer = new ChunkPacker(48_000, 24_000, 40, ({ pcm }) => wanted.push(...(pcm ?? [])))
  packer.push(new Float32Array(6000))
  packer.push(input)
  const got = samples(24_000)
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
})

it.each([44_100, 48_000])('keeps 1 kHz clean, and 15 kHz out, from %i Hz', async (fromHz) => {
  const middle = (samples: number[], hz: number) => samples.slice(0.4 * hz, 0.8 * hz)
  const clean = await captured(tone(1000, fromHz), fromHz, [24_000, 8000])
  for (const rateHz of [24_000, 8000])
    expect(snrDb(middle(clean.samples(rateHz), rateHz), 1000, rateHz)).toBeGreaterThan(88)
  const high = await captured(tone(15_000, fromHz), fromHz, [24_000, 8000])
  for (const rateHz of [24_000, 8000])
    expect(levelDb(middle(high.samples(rateHz), rateHz))).toBeLessThan(-80)
})
