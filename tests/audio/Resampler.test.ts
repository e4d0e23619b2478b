import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import { Resampler, resampled } from '../../src/audio/sound/Resampler.ts'
import { chunked, noisePcm } from './signals.ts'

const RATES = [8000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000]

const tone = (hz: number, rateHz: number, seconds = 1) =>
  Float32Array.from(
    { length: rateHz * seconds },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rateHz),
  )

/** Without the ends, where the tone begins out of nothing. */
const middle = (samples: Float32Array) => samples.subarray(1000, samples.length - 1000)

const power = (samples: Float32Array) =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
const decibels = (ratio: number) => 10 * Math.log10(ratio)

/** Against the tone as it should be, at its own phase: a shift in time is an error too. */
function signalToNoiseDb(samples: Float32Array, hz: number, rateHz: number): number {
  const wanted = tone(hz, rateHz).subarray(0, samples.length)
  const error = samples.map((sample, i) => sample - wanted[i]!)
  return decibels(power(middle(wanted)) / power(middle(error)))
}

it.each(RATES.flatMap((from) => RATES.map((to) => [from, to] as const)))(
  'keeps 1 kHz at more than 88 dB over the noise, in time, from %i Hz to %i Hz',
  (from, to) => {
    const output = resampled(tone(1000, from), from, to)
    expect(output).toHaveLength(to)
    expect(signalToNoiseDb(output, 1000, to)).toBeGreaterThan(88)
  },
)

it.each([44_100, 48_000, 96_000])(
  'lets nothing of 15 kHz fold back into 24 kHz from %i Hz',
  (from) => {
    const input = tone(15_000, from)
    const left = power(middle(resampled(input, from, 24_000)))
    expect(decibels(left / power(input))).toBeLessThan(-80)
  },
)

it.each([8000, 16_000])('adds no images of 3 kHz when %i Hz becomes 24 kHz', (from) => {
  expect(signalToNoiseDb(resampled(tone(3000, from), from, 24_000), 3000, 24_000)).toBeGreaterThan(
    88,
  )
})

it('leaves sound at equal rates as it is', () => {
  const input = pcm16ToFloat(noisePcm(5000))
  expect(resampled(input, 24_000, 24_000)).toEqual(input)
  expect(new Resampler(24_000, 24_000).resamplePcm16(noisePcm(5000))).toEqual(noisePcm(5000))
})

it('gives the same samples however the input is cut', () => {
  const input = pcm16ToFloat(noisePcm(6000))
  const rate = fc.constantFrom(...RATES)
  const lengths = fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(rate, rate, lengths, (from, to, cut) => {
      const resampler = new Resampler(from, to)
      const pieces = chunked(input, cut).map((chunk) => resampler.resample(chunk))
      const whole = new Resampler(from, to).resample(input)
      expect(
        Buffer.compare(
          Buffer.concat(pieces.map((p) => Buffer.from(p.buffer))),
          Buffer.from(whole.buffer),
        ),
      ).toBe(0)
    }),
    { numRuns: 60 },
  )
})

it.each([
  [24_000, 48_000],
  [24_000, 44_100],
  [24_000, 16_000],
  [24_000, 24_000],
])('can be pulled, block by block, from %i Hz to %i Hz', (from, to) => {
  const input = pcm16ToFloat(noisePcm(24_000))
  const resampler = new Resampler(from, to)
  const block = new Float32Array(128)
  const pulled: number[] = []
  for (let at = 0; at < 20_000;) {
    const needed = resampler.inputFor(128)
    expect(resampler.process(input.subarray(at, at + needed), block)).toBe(128)
    pulled.push(...block)
    at += needed
  }
  const whole = new Resampler(from, to).resample(input)
  expect(Float32Array.from(pulled)).toEqual(whole.slice(0, pulled.length))
})

it('begins anew after a reset', () => {
  const resampler = new Resampler(48_000, 24_000)
  const input = pcm16ToFloat(noisePcm(3000))
  const first = resampler.resample(input)
  resampler.reset()
  expect(resampler.resample(input)).toEqual(first)
})
