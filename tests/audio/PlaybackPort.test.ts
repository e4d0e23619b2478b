import fc from 'fast-check'
import { expect, it } from 'vitest'
import { floatToPcm16 } from '../../src/audio/sound/pcm.ts'
import { PlaybackPort } from '../../src/audio/worklet/PlaybackPort.ts'
import type { PlaybackReport } from '../../src/audio/worklet/voiceMessages.ts'
import { firstDifference } from '../browser/audioTap.ts'
import { silence } from './playbackQueues.ts'
import { noisePcm, tonePcm } from './signals.ts'

/** A port on a context whose clock goes on by what is rendered. */
function portAt(rateHz: number, jitterMs = 0) {
  const reports: PlaybackReport[] = []
  const port = new PlaybackPort((report) => reports.push(report), rateHz, 0, { jitterMs })
  let frames = 0
  const render = (length: number, quantum: number | readonly number[] = 128) => {
    const all = new Float32Array(length)
    for (let at = 0, i = 0; at < length; i++) {
      const block = typeof quantum === 'number' ? quantum : quantum[i % quantum.length]!
      const output = all.subarray(at, at + block)
      port.render(output, frames / rateHz)
      frames += output.length
      at += block
    }
    return all
  }
  const push = (itemId: string, samples: Int16Array) =>
    port.obey({ type: 'audio', itemId, samples })
  const of = <Type extends PlaybackReport['type']>(type: Type) =>
    reports.filter((report): report is PlaybackReport & { type: Type } => report.type === type)
  return { port, reports, render, push, of }
}

const RATES_HZ = [24_000, 44_100, 48_000]
const loudest = (samples: Float32Array) =>
  samples.reduce((best, x, i) => (Math.abs(x) > Math.abs(samples[best]!) ? i : best), 0)

it('reports two positions a second, and otherwise only what starts and stops', () => {
  for (const rateHz of RATES_HZ)
    for (const quantum of [1, 64, 127, 128, 441, 1024, 2048]) {
      const { reports, push, port, render, of } = portAt(rateHz)
      push('a', noisePcm(48_000))
      port.obey({ type: 'end', itemId: 'a' })
      render(rateHz * 3, quantum)
      expect(of('position').length).toBeLessThanOrEqual(4)
      expect(of('position').length).toBeGreaterThan(1)
      expect(reports.length - of('position').length).toBe(2)
    }
})

it.each(RATES_HZ)('tells at %i Hz to a sample when what it counted is rendered', (rateHz) => {
  const click = new Int16Array(24_000)
  const clickAt = 7001
  click[0] = click[clickAt] = 30_000
  const { push, port, render, of } = portAt(rateHz)
  render(500)
  push('a', click)
  port.obey({ type: 'end', itemId: 'a' })
  const heard = render(rateHz * 2)
  const clickSeconds = (500 + rateHz * 0.1 + loudest(heard.subarray(rateHz * 0.1))) / rateHz
  const firstSeconds = (500 + loudest(heard.subarray(0, rateHz * 0.1))) / rateHz
  expect(of('started')[0]!.atSeconds).toBeCloseTo(firstSeconds, 4)
  expect(of('position').length).toBeGreaterThan(1)
  for (const { playedSamples, atSeconds } of of('position')) {
    const error = playedSamples - clickAt - (atSeconds - clickSeconds) * 24_000
    expect(Math.abs(error)).toBeLessThanOrEqual(1)
  }
  const { atSeconds } = of('drained')[0]!
  expect(Math.abs((atSeconds - firstSeconds) * 24_000 - click.length)).toBeLessThanOrEqual(1)
})

it('counts every sample of four hours', () => {
  const { push, port, of } = portAt(24_000)
  const minute = noisePcm(24_000 * 60)
  const block = silence(2000)
  for (let frames = 0; frames < 4 * 3600 * 24_000; frames += block.length) {
    if (frames % minute.length === 0) push('a', minute)
    port.render(block, frames / 24_000)
  }
  const { playedSamples, atSeconds } = of('position').at(-1)!
  expect(atSeconds).toBe(4 * 3600)
  expect(playedSamples).toBe(4 * 3600 * 24_000)
}, 60_000)

it('sounds the same in blocks of any length, at any rate, and takes the empty ones', () => {
  const lengths = fc.array(fc.nat({ max: 4096 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.constantFrom(...RATES_HZ), lengths, (rateHz, lengths) => {
      fc.pre(lengths.some((length) => length > 0))
      const hear = (quantum: number | readonly number[]) => {
        const { push, render } = portAt(rateHz)
        push('a', noisePcm(6000))
        return render(16_000, quantum)
      }
      const heard = hear(lengths)
      expect(firstDifference(heard, hear(128))).toBe(-1)
      if (rateHz === 24_000)
        expect(firstDifference(floatToPcm16(heard.subarray(0, 6000)), noisePcm(6000))).toBe(-1)
    }),
    { numRuns: 50 },
  )
})

it.each(RATES_HZ)('tells at %i Hz in the block in which sound goes on that it does', (rateHz) => {
  const { push, render, of } = portAt(rateHz)
  push('a', noisePcm(7200))
  // One position, and 60 ms of silence; the next would be due in 140 ms.
  render(rateHz * 0.36)
  expect(of('underrun').length).toBe(1)
  const told = of('position').length
  push('a', noisePcm(24_000))
  render(128)
  expect(of('position').length).toBe(told + 1)
  const { itemId, playedSamples, atSeconds } = of('position').at(-1)!
  expect(itemId).toBe('a')
  const { atSeconds: drySeconds } = of('underrun')[0]!
  expect(playedSamples).toBeGreaterThan(7200)
  expect((atSeconds - drySeconds) * 24_000).toBeGreaterThan(playedSamples - 7200 + 1200)
  render(128 * 20)
  expect(of('position').length).toBe(told + 1)
})

it('holds the sound where it is told to, and goes on at the same sample', () => {
  const { push, port, render, of } = portAt(24_000)
  const pcm = noisePcm(24_000)
  push('a', pcm)
  port.obey({ type: 'end', itemId: 'a' })
  const before = render(128 * 50)
  port.obey({ type: 'hold', isHeld: true })
  // What sounded falls in 3 ms, as in an underrun.
  expect(render(24_000).subarray(72)).toEqual(silence(24_000 - 72))
  expect(of('underrun')).toMatchObject([{ itemId: 'a', atSeconds: (128 * 50) / 24_000 }])
  const told = of('position').length
  port.obey({ type: 'hold', isHeld: false })
  const after = render(24_000)
  expect(of('position')[told]).toMatchObject({ playedSamples: 128 * 51 })
  const heard = [...floatToPcm16(before), ...floatToPcm16(after.subarray(0, 24_000 - 128 * 50))]
  // It rises in 3 ms.
  heard.splice(128 * 50, 72, ...pcm.subarray(128 * 50, 128 * 50 + 72))
  expect(firstDifference(heard, pcm)).toBe(-1)
  expect(of('drained').length).toBe(1)
})

it('answers a cut while it is held, and holds on', () => {
  const { push, port, render, of } = portAt(24_000)
  push('a', noisePcm(24_000))
  render(1280)
  port.obey({ type: 'hold', isHeld: true })
  render(24_000)
  port.obey({ type: 'interrupt' })
  expect(of('interrupted')).toMatchObject([{ counts: [{ itemId: 'a', playedSamples: 1280 }] }])
  push('b', noisePcm(2400))
  render(24_000)
  expect(of('started').length).toBe(1)
  port.obey({ type: 'hold', isHeld: false })
  render(2400)
  expect(of('started').length).toBe(2)
})

it.each(RATES_HZ)('is silent at %i Hz one quantum and 5 ms after a cut', (rateHz) => {
  const { push, port, render, of } = portAt(rateHz)
  push('a', tonePcm(24_000, 440, 0.9))
  render(128 * 50)
  port.obey({ type: 'interrupt' })
  const after = render(rateHz)
  const silentFrom = after.findLastIndex((sample) => Math.abs(sample) >= 0.001) + 1
  expect(silentFrom / rateHz).toBeLessThanOrEqual(0.005 + 128 / rateHz)
  expect(of('interrupted')).toMatchObject([{ cuts: 1, counts: [{ itemId: 'a' }] }])
})

it('numbers what it says by the cuts before it', () => {
  const { push, port, render, reports } = portAt(24_000)
  push('a', noisePcm(2400))
  render(256)
  port.obey({ type: 'interrupt' })
  port.obey({ type: 'interrupt' })
  push('b', noisePcm(240))
  render(2400)
  const said = reports.map(({ type, cuts }) => `${type} ${cuts}`)
  expect(said.filter((text) => !text.startsWith('position'))).toEqual([
    'started 0',
    'interrupted 1',
    'interrupted 2',
    'started 2',
    'underrun 2',
  ])
})

it('ignores what is no command', () => {
  const { push, port, render, of } = portAt(24_000)
  push('a', noisePcm(512))
  const audio = [undefined, 'AAAA', [1], Float32Array.of(1)].map((samples) => {
    return { type: 'audio', itemId: 'a', samples }
  })
  const odd = [
    null,
    undefined,
    1,
    'interrupt',
    [],
    {},
    { type: 'flush' },
    { type: 'end' },
    { type: 'hold' },
  ]
  for (const data of [...odd, ...audio, { type: 'end', itemId: 7 }]) port.obey(data)
  fc.assert(fc.property(fc.anything(), (data) => port.obey(data)))
  expect(floatToPcm16(render(512))).toEqual(noisePcm(512))
  port.obey({ type: 'interrupt' })
  expect(of('interrupted')).toMatchObject([
    { cuts: 1, counts: [{ itemId: 'a', playedSamples: 512, receivedSamples: 512 }] },
  ])
})

it('lets go of everything when it is closed', () => {
  const { push, port, render, reports } = portAt(24_000)
  push('a', noisePcm(24_000))
  render(256)
  port.obey({ type: 'close' })
  expect(port.isOpen).toBe(false)
  push('b', noisePcm(24_000))
  port.obey({ type: 'interrupt' })
  expect(render(4800).subarray(120)).toEqual(silence(4680))
  expect(reports.map(({ type }) => type)).toEqual(['started'])
})

it('plays with whatever options it is given', () => {
  for (const options of [undefined, null, { jitterMs: NaN }, { jitterMs: -5 }]) {
    const port = new PlaybackPort(() => undefined, 24_000, 0, options)
    port.obey({ type: 'audio', itemId: 'a', samples: noisePcm(2400) })
    const block = silence(2400)
    port.render(block, 0)
    expect(floatToPcm16(block)).toEqual(noisePcm(2400))
  }
})

it('tells in its first block that an item goes on which another one interrupted', () => {
  const { push, port, render, of } = portAt(24_000)
  push('a', noisePcm(1280))
  push('b', noisePcm(1280))
  render(1280 + 640)
  expect(of('started').map(({ itemId }) => itemId)).toEqual(['a', 'b'])
  expect(of('position')).toEqual([])
  // Behind what there is of b, which has not ended either.
  push('a', noisePcm(2560))
  render(640 + 128)
  expect(of('position')).toMatchObject([{ itemId: 'a', playedSamples: 1280 + 128 }])
  port.obey({ type: 'end', itemId: 'a' })
  push('b', noisePcm(1280))
  render(2560)
  expect(of('position').at(-1)).toMatchObject({ itemId: 'b', playedSamples: 1280 + 128 })
  // And does not say it again.
  expect(of('position').length).toBe(2)
})
