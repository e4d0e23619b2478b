import { expect, it } from 'vitest'
import { LevelMeter, rms } from '../../src/audio/sound/LevelMeter.ts'
import { noisePcm, tonePcm } from './signals.ts'

function clockedMeter() {
  let nowMs = 0
  const meter = new LevelMeter(() => nowMs)
  return { meter, pass: (ms: number) => (nowMs += ms) }
}

it('shows decibels evenly from silence, at -60, to full scale', () => {
  for (const [decibels, level] of [
    [0, 1],
    [-15, 0.75],
    [-30, 0.5],
    [-60, 0],
    [-90, 0],
  ] as const) {
    const { meter, pass } = clockedMeter()
    meter.measure(10 ** (decibels / 20))
    pass(10_000)
    expect(meter.read()).toBeCloseTo(level, 3)
  }
})

it('rises within 40 ms and falls within 160 ms by the greater part', () => {
  const { meter, pass } = clockedMeter()
  meter.measure(1)
  pass(40)
  expect(meter.read()).toBeCloseTo(1 - 1 / Math.E, 3)
  pass(10_000)
  meter.read()
  meter.measure(0)
  pass(40)
  expect(meter.read()).toBeGreaterThan(0.7)
  pass(120)
  expect(meter.read()).toBeCloseTo(1 / Math.E, 3)
})

it('asks whom it follows, and only when it is read', () => {
  const { meter, pass } = clockedMeter()
  let asked = 0
  meter.follow(() => {
    asked++
    return 1
  })
  pass(10_000)
  expect(asked).toBe(0)
  expect(meter.read()).toBeCloseTo(1, 3)
  expect(asked).toBe(1)
  meter.follow(null)
  pass(10_000)
  expect(meter.read()).toBeCloseTo(0, 3)
  expect(asked).toBe(1)
})

it('shows the same however often it is read', () => {
  const often = clockedMeter()
  const once = clockedMeter()
  often.meter.measure(0.5)
  once.meter.measure(0.5)
  for (let i = 0; i < 100; i++) {
    often.pass(1)
    often.meter.read()
  }
  once.pass(100)
  expect(often.meter.read()).toBeCloseTo(once.meter.read(), 6)
})

it('shows those who look seldom what was loud between two looks', () => {
  const { meter, pass } = clockedMeter()
  meter.read()
  meter.measure(1)
  pass(100)
  meter.measure(0)
  pass(1)
  expect(meter.read()).toBeGreaterThan(0.85)
})

it('does nothing for a level that nobody draws, and is right when somebody does', () => {
  let asked = 0
  let nowMs = 0
  const meter = new LevelMeter(() => (asked++, nowMs))
  for (nowMs = 0; nowMs < 60_000; nowMs += 40) meter.measure(nowMs < 50_000 ? 1 : 0.5)
  expect(asked).toBeLessThan(30)
  expect(meter.read()).toBeCloseTo(0.9, 1)
})

it('measures floats and PCM16 alike', () => {
  expect(rms(new Float32Array(0))).toBe(0)
  expect(rms(tonePcm(24_000, 440, 0.5))).toBeCloseTo(0.5 / Math.SQRT2, 3)
  expect(rms(Float32Array.from(noisePcm(100), (x) => x / 32768))).toBeCloseTo(rms(noisePcm(100)), 6)
})
