import { beforeAll, describe, expect, test } from 'vitest'
import { loadWeights } from '../../../src/audio/vad/loadWeights.ts'
import { Silero, SILERO_WEIGHTS } from '../../../src/audio/vad/Silero.ts'
import reference from './reference.json' with { type: 'json' }
import { referenceSignal } from './signal.ts'
import { recordedSpeech } from './speech.ts'

const signal = referenceSignal(recordedSpeech())
let weights: Float64Array

beforeAll(async () => {
  weights = await loadWeights()
})

const listen = (detector: Silero, samples = signal) =>
  Array.from({ length: Math.floor(samples.length / 512) }, (_, i) =>
    detector.probability(samples.subarray(512 * i, 512 * i + 512)),
  )

const furthest = (ours: readonly number[], theirs: readonly number[]) =>
  Math.max(...ours.map((p, i) => Math.abs(p - theirs[i]!)))

/** Frames of the part from `start` to `end` seconds. */
const part = (probabilities: readonly number[], start: number, end: number) =>
  probabilities.slice(Math.ceil(start / 0.032), Math.floor(end / 0.032))

describe('the detector', () => {
  test('answers as ONNX Runtime does with the same weights', () => {
    const ours = listen(new Silero(weights))
    expect(ours).toHaveLength(reference.rounded.length)
    expect(furthest(ours, reference.rounded)).toBeLessThan(1e-4)
  })

  test('loses little by weights of 16 bits', () => {
    expect(furthest(listen(new Silero(weights)), reference.original)).toBeLessThan(0.01)
  })

  test('hears speech, also in noise, and neither silence nor a tone', () => {
    const heard = listen(new Silero(weights))
    expect(Math.max(...part(heard, 0.8, 2.2))).toBeGreaterThan(0.95)
    expect(Math.max(...part(heard, 5.8, 7.2))).toBeGreaterThan(0.9)
    expect(Math.max(...part(heard, 0, 0.5))).toBeLessThan(0.1)
    expect(Math.max(...part(heard, 3.7, 5.4))).toBeLessThan(0.35)
  })

  test('starts anew after a reset', () => {
    const detector = new Silero(weights)
    const first = listen(detector)
    expect(listen(detector)).not.toEqual(first)
    detector.reset()
    expect(listen(detector)).toEqual(first)
  })

  test('leaves the weights alone, so that detectors may share them', () => {
    const alone = listen(new Silero(weights))
    const one = new Silero(weights)
    const other = new Silero(weights)
    const together = alone.map((_, i) => {
      other.probability(signal.subarray(i, i + 512))
      return one.probability(signal.subarray(512 * i, 512 * i + 512))
    })
    expect(together).toEqual(alone)
  })

  test('refuses a frame and weights of the wrong size', () => {
    expect(() => new Silero(weights).probability(new Float32Array(480))).toThrow('512')
    expect(() => new Silero(weights.subarray(1))).toThrow(String(SILERO_WEIGHTS))
  })
})

describe('its weights', () => {
  test('are numbers, as many as the detector wants', () => {
    expect(weights).toHaveLength(SILERO_WEIGHTS)
    expect(weights.every((weight) => Math.abs(weight) < 100)).toBe(true)
  })

  test('are fresh at each call, so that they may be transferred', async () => {
    const again = await loadWeights()
    expect(again.buffer).not.toBe(weights.buffer)
    expect(again.every((weight, i) => weight === weights[i])).toBe(true)
  })
})
