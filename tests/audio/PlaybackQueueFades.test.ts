import fc from 'fast-check'
import { expect, it } from 'vitest'
import { floatToPcm16, pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import { queueOf, silence } from './playbackQueues.ts'
import { largestStep, noisePcm, tonePcm } from './signals.ts'

it('fades over an underrun without a click, and loses none of what follows', () => {
  const { queue, edges, pull, push } = queueOf()
  // Both ends of the gap at the top of the wave, where a hard edge would be loudest.
  const tone = tonePcm(4800 + 14)
  push('a', tone.slice(0, 1200 + 14))
  const before = pull(1200 + 14)
  const gap = pull(1000)
  push('a', tone.slice(1200 + 14))
  const after = pull(3600)
  const own = largestStep(pcm16ToFloat(tone))
  expect(Math.abs(before.at(-1)!)).toBeGreaterThan(0.49)
  expect(largestStep([...before, ...gap, ...after])).toBeLessThan(own * 1.2)
  expect(gap.subarray(72)).toEqual(silence(1000 - 72))
  expect(floatToPcm16(before)).toEqual(tone.slice(0, 1214))
  expect(floatToPcm16(after).slice(72)).toEqual(tone.slice(1214 + 72))
  expect(edges).toEqual(['started a', 'underrun a'])
  expect(queue.position()).toEqual({ itemId: 'a', playedSamples: 4814, receivedSamples: 4814 })
})

it('is silent 5 ms after an interruption, without a click, and counts every sample that left', () => {
  const own = largestStep(pcm16ToFloat(tonePcm(2400)))
  fc.assert(
    fc.property(
      fc.nat({ max: 5000 }),
      fc.integer({ min: 1, max: 1024 }),
      (heardSamples, quantum) => {
        const { queue, pull, push } = queueOf()
        push('a', tonePcm(5000), 999)
        push('b', tonePcm(700))
        const before = pull(heardSamples, quantum)
        const counts = queue.interrupt()
        const after = pull(2000, quantum)
        // An item that has just given its last sample is still in the answer: it was not reported as drained.
        const played = heardSamples === 0 ? 0 : Math.min(5000, heardSamples + 120)
        expect(counts).toEqual([
          { itemId: 'a', playedSamples: played, receivedSamples: 5000 },
          { itemId: 'b', playedSamples: 0, receivedSamples: 700 },
        ])
        expect(after.subarray(119)).toEqual(silence(2000 - 119))
        expect(largestStep([0, ...before, ...after])).toBeLessThanOrEqual(own * 1.2)
        expect(queue.interrupt()).toEqual([])
      },
    ),
  )
})

it('loses nothing of an item that comes right after an interruption', () => {
  const { queue, edges, pull, push } = queueOf()
  push('a', tonePcm(5000))
  pull(256)
  queue.interrupt()
  push('b', noisePcm(3000))
  queue.end('b')
  expect(floatToPcm16(pull(3120).subarray(120))).toEqual(noisePcm(3000))
  pull(128)
  expect(edges).toEqual(['started a', 'started b', 'drained b'])
})

it('does not click when it is interrupted while it falls silent or rises again', () => {
  const own = largestStep(pcm16ToFloat(tonePcm(2400)))
  for (let after = 0; after < 160; after += 7) {
    const { queue, pull, push } = queueOf()
    push('a', tonePcm(1214))
    const heard = [...pull(1214), ...pull(20)]
    push('a', tonePcm(1000, 440))
    heard.push(...pull(after))
    queue.interrupt()
    heard.push(...pull(500))
    expect(largestStep(heard)).toBeLessThan(own * 1.2)
  }
})

it('falls silent from where the sound stops, in the midst of a block, and leaves what came before it alone', () => {
  const { queue, pull, push } = queueOf()
  push('a', tonePcm(1214))
  const heard = pull(2048, 1024)
  expect(floatToPcm16(heard.subarray(0, 1214))).toEqual(tonePcm(1214))
  expect(largestStep(heard)).toBeLessThan(largestStep(pcm16ToFloat(tonePcm(2400))) * 1.2)
  expect(heard[1214]).toBeGreaterThan(0.4)
  expect(heard.subarray(1214 + 71)).toEqual(silence(2048 - 1214 - 71))
  expect(queue.position()).toEqual({ itemId: 'a', playedSamples: 1214, receivedSamples: 1214 })
})
