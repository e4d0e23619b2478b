import { expect, it } from 'vitest'
import { noMeasures, type Usage } from '../../src/session/Measures.ts'
import { percentile } from '../../src/session/percentile.ts'
import { costOf } from '../../src/session/prices.ts'

const none = { input: 0, cached: 0, output: 0 }
const sumOf = ({ text, audio, image }: Usage) =>
  [text, audio, image].reduce((sum, { input, output }) => sum + input + output, 0)

const usage: Usage = {
  ...noMeasures.usage,
  text: { input: 400_000, cached: 300_000, output: 50_000 },
  audio: { input: 1_000_000, cached: 500_000, output: 250_000 },
  image: { input: 100_000, cached: 0, output: 0 },
  transcription: { input: 0, output: 0, seconds: 90 },
}

it('charges the cached part of the input at its own price and only the rest in full', () => {
  const cost = costOf(usage, {
    text: { input: 4, cached: 0.4, output: 16 },
    audio: { input: 32, cached: 0.4, output: 64 },
    currency: 'USD',
  })
  expect(cost?.text).toBeCloseTo(0.1 * 4 + 0.3 * 0.4 + 0.05 * 16, 10)
  expect(cost?.audio).toBeCloseTo(0.5 * 32 + 0.5 * 0.4 + 0.25 * 64, 10)
  expect(cost).toMatchObject({ image: 0, transcription: 0, currency: 'USD' })
  expect(cost?.total).toBeCloseTo(1.32 + 32.2, 10)
})

it('charges what was cached in full where there is no price for it, and nothing for output without one', () => {
  expect(costOf(usage, { image: { input: 5 } })).toMatchObject({ image: 0.5, currency: '' })
  expect(costOf(usage, { audio: { input: 10 } })?.audio).toBeCloseTo(10, 10)
})

it('charges transcription by the token or by the minute', () => {
  expect(costOf(usage, { transcription: { minute: 0.006 } })?.total).toBeCloseTo(0.009, 10)
  const written = { input: 2_000_000, output: 100_000, seconds: 0 }
  const cost = costOf(
    { ...usage, transcription: written },
    { transcription: { input: 3, output: 10 } },
  )
  expect(cost?.total).toBeCloseTo(7, 10)
})

it('tells what one answer cost, which has no transcription', () => {
  const { text, audio, image, total } = usage
  const prices = { text: { input: 1 }, transcription: { minute: 1 } }
  expect(costOf({ text, audio, image, total }, prices)?.total).toBeCloseTo(0.4, 10)
})

it.each([
  ['all', { text: none, audio: none, image: none, total: 100_000 }],
  ['one of two answers', { ...usage, total: sumOf(usage) + 5000 }],
])('cannot tell where the service did not say of which kind the tokens were: %s', (_of, told) => {
  expect(costOf(told, { text: { input: 4 }, audio: { input: 32 } })).toBeNull()
})

it.each([
  [[], 0.5, null],
  [[7], 0.95, 7],
  [[30, 10, 20], 0.5, 20],
  [[40, 10, 30, 20], 0.5, 20],
  [Array.from({ length: 100 }, (_, i) => 100 - i), 0.95, 95],
  [[1, 2, 3], 0, 1],
  [[1, 2, 3], 1, 3],
] as const)('finds the value of %j that a share of %d does not exceed', (values, share, value) => {
  expect(percentile(values, share)).toBe(value)
})
