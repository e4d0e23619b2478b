import { beforeAll, expect, it } from 'vitest'
import { pcm16ToFloat, floatToPcm16 } from '../../../src/audio/sound/pcm.ts'
import { resampled } from '../../../src/audio/sound/Resampler.ts'
import { loadWeights } from '../../../src/audio/vad/loadWeights.ts'
import { Silero } from '../../../src/audio/vad/Silero.ts'
import { SpeechOnset } from '../../../src/audio/vad/SpeechOnset.ts'
import { noisePcm } from '../signals.ts'
import { recordedSpeech } from './speech.ts'

const RATE_HZ = 24_000
const CHUNK = 960
let weights: Float64Array
let speech: Int16Array

beforeAll(async () => {
  weights = await loadWeights()
  speech = floatToPcm16(resampled(pcm16ToFloat(recordedSpeech()), 16_000, RATE_HZ))
})

const quiet = (ms: number) => new Int16Array((ms * RATE_HZ) / 1000)

/** At which milliseconds speech was heard to begin. */
function onsets(parts: readonly Int16Array[], onset = new SpeechOnset(new Silero(weights))) {
  const all = Int16Array.from(parts.flatMap((part) => [...part]))
  const heardAtMs: number[] = []
  for (let at = 0; at < all.length; at += CHUNK)
    if (onset.push(all.subarray(at, at + CHUNK), RATE_HZ))
      heardAtMs.push(((at + CHUNK) * 1000) / RATE_HZ)
  return heardAtMs
}

it('hears speech begin, soon and once', () => {
  const firstLoud = speech.findIndex((sample) => Math.abs(sample) > 1000)
  const startMs = 500 + (firstLoud * 1000) / RATE_HZ
  const heard = onsets([quiet(500), speech])
  expect(heard).toHaveLength(1)
  // Two frames of the detector, one in which the speech begins, and a chunk.
  expect(heard[0]).toBeGreaterThan(startMs)
  expect(heard[0]).toBeLessThan(startMs + 200)
})

it('hears it again after a silence, and not after a pause between words', () => {
  expect(onsets([quiet(200), speech, quiet(1000), speech])).toHaveLength(2)
})

it('takes neither silence nor noise nor a click for speech', () => {
  const click = new Int16Array(240).fill(20_000)
  expect(onsets([quiet(2000), noisePcm(48_000), quiet(500), click, quiet(500)])).toEqual([])
})

it('begins anew after a reset, also in the middle of a word', () => {
  const onset = new SpeechOnset(new Silero(weights))
  expect(onsets([speech.subarray(0, 12_000)], onset)).toHaveLength(1)
  expect(onsets([speech.subarray(12_000, 24_000)], onset)).toHaveLength(0)
  onset.reset()
  expect(onsets([speech.subarray(12_000, 36_000)], onset)).toHaveLength(1)
})

it('hears a telephone as well', () => {
  const narrow = floatToPcm16(resampled(pcm16ToFloat(recordedSpeech()), 16_000, 8000))
  const onset = new SpeechOnset(new Silero(weights))
  let count = 0
  for (let at = 0; at < narrow.length; at += 320)
    if (onset.push(narrow.subarray(at, at + 320), 8000)) count++
  expect(count).toBe(1)
})
