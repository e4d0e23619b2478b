import fc from 'fast-check'
import { expect, it } from 'vitest'
import { floatToPcm16, pcm16ToFloat } from '../../src/audio/pcm.ts'
import { PlaybackQueue, type PlaybackQueueOptions } from '../../src/audio/PlaybackQueue.ts'
import { chunked, largestStep, noisePcm, tonePcm } from './signals.ts'

const TEN_SECONDS = 240_000

function queueOf(options: PlaybackQueueOptions = { jitterMs: 0 }) {
  const edges: string[] = []
  const queue = new PlaybackQueue(({ type, itemId }) => edges.push(`${type} ${itemId}`), options)
  const pull = (length: number, quantum = 128) => {
    const all = new Float32Array(length)
    for (let at = 0; at < length; at += quantum) queue.pull(all.subarray(at, at + quantum))
    return all
  }
  const push = (itemId: string, pcm: Int16Array, ...lengths: number[]) =>
    chunked(pcm, lengths.length ? lengths : [pcm.length]).forEach((c) => queue.push(itemId, c))
  return { queue, edges, pull, push }
}

const silence = (length: number) => new Float32Array(length)

it('plays ten seconds bit for bit, however they are cut and at whatever quantum they are pulled', () => {
  const pcm = noisePcm(TEN_SECONDS)
  const lengths = fc.oneof(
    fc.array(fc.integer({ min: 1, max: 3001 }), { minLength: 1, maxLength: 40 }),
    fc.constant([1]),
    fc.constant([TEN_SECONDS]),
  )
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 1024 }), fc.boolean(), (cut, quantum, slots) => {
      const { queue, edges, push } = queueOf({ jitterMs: 60, slots: slots ? 64 : undefined })
      push('a', pcm, ...cut)
      queue.end('a')
      const output = new Float32Array(quantum)
      const heard = new Float32Array(TEN_SECONDS + quantum)
      for (let at = 0; at < TEN_SECONDS; at += quantum) {
        queue.pull(output)
        heard.set(output, at)
      }
      expect(
        Buffer.compare(
          Buffer.from(floatToPcm16(heard).buffer, 0, TEN_SECONDS * 2),
          Buffer.from(pcm.buffer),
        ),
      ).toBe(0)
      expect([...heard.subarray(TEN_SECONDS)]).toEqual([...silence(quantum)])
      expect(edges).toEqual(['started a', 'drained a'])
    }),
    { numRuns: 40 },
  )
})

it('keeps chunks apart when they come in bursts while others are played', () => {
  const step = fc.record({ pushes: fc.nat({ max: 6 }), pulled: fc.nat({ max: 400 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const pcm = noisePcm(100 * 6 * 40)
      const { queue, pull } = queueOf({ jitterMs: 0, slots: 4 })
      let pushed = 0
      const heard: number[] = []
      for (const { pushes, pulled } of steps) {
        for (let i = 0; i < pushes; i++, pushed += 100)
          queue.push('a', pcm.slice(pushed, pushed + 100))
        heard.push(...pull(Math.min(pulled, pushed - heard.length), 64))
      }
      expect(floatToPcm16(Float32Array.from(heard))).toEqual(pcm.slice(0, heard.length))
    }),
  )
})

it('leaves no gap and changes no sample when chunks come just in time', () => {
  const { queue, pull, edges } = queueOf()
  const pcm = noisePcm(128 * 50)
  const heard = chunked(pcm, [128]).map((chunk) => {
    queue.push('a', chunk)
    return [...pull(128)]
  })
  expect(floatToPcm16(Float32Array.from(heard.flat()))).toEqual(pcm)
  expect(edges).toEqual(['started a'])
})

it('says that the next item has started before it says that the first is over', () => {
  for (const length of [1000, 1024]) {
    const { queue, edges, pull, push } = queueOf({ jitterMs: 60 })
    push('a', noisePcm(length))
    push('b', noisePcm(1000))
    queue.end('a')
    pull(2048 + 128)
    expect(edges).toEqual(['started a', 'started b', 'drained a', 'underrun b'])
    queue.end('b')
    pull(128)
    expect(edges.at(-1)).toBe('drained b')
  }
})

it('plays items in the order of their first audio, though their chunks come mixed', () => {
  const { queue, pull } = queueOf()
  const a = noisePcm(1000, 3)
  const b = noisePcm(1000, 5)
  for (let i = 0; i < 4; i++) {
    queue.push('a', a.slice(i * 250, i * 250 + 250))
    queue.push('b', b.slice(i * 250, i * 250 + 250))
  }
  expect(floatToPcm16(pull(2000))).toEqual(Int16Array.of(...a, ...b))
})

it('goes on to the next item when nobody says that the first is over', () => {
  const { queue, edges, pull, push } = queueOf({ jitterMs: 60 })
  push('a', noisePcm(1500))
  push('b', noisePcm(500))
  queue.end('b')
  pull(2048)
  expect(edges).toEqual(['started a', 'started b', 'drained b'])
  queue.end('a')
  pull(128)
  expect(edges.at(-1)).toBe('drained a')
})

it('waits for 60 ms of audio before it starts, but no longer than that, and not at all for an item that is complete', () => {
  const waiting = queueOf({ jitterMs: 60 })
  waiting.push('a', noisePcm(1439))
  expect(waiting.queue.pull(silence(128))).toBe(0)
  waiting.push('a', noisePcm(1))
  expect(waiting.queue.pull(silence(128))).toBe(128)

  const slow = queueOf({ jitterMs: 60 })
  slow.push('a', noisePcm(480))
  expect(slow.pull(1440, 120)).toEqual(silence(1440))
  expect(slow.queue.pull(silence(120))).toBe(120)

  const short = queueOf({ jitterMs: 60 })
  short.push('a', noisePcm(480))
  short.queue.end('a')
  expect(short.queue.pull(silence(128))).toBe(128)
})

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

it('answers nothing for items that were drained, and all of an item whose end is not known', () => {
  const { queue, pull, push } = queueOf()
  push('a', noisePcm(300))
  queue.end('a')
  pull(512)
  push('b', noisePcm(300))
  pull(512)
  expect(queue.interrupt()).toEqual([{ itemId: 'b', playedSamples: 300, receivedSamples: 300 }])
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

it('drains an item without a sample as soon as it is over, though it never started', () => {
  const { queue, edges, pull } = queueOf({ jitterMs: 60 })
  queue.push('a', new Int16Array(0))
  pull(256)
  expect(edges).toEqual([])
  queue.end('a')
  pull(256)
  queue.end('a')
  pull(256)
  expect(edges).toEqual(['drained a'])
})

it('drains items without a sample where they stand in the row', () => {
  for (const length of [1000, 1024]) {
    const { queue, edges, pull, push } = queueOf({ jitterMs: 60 })
    const lengths = { a: 0, b: length, c: 0, d: 0, e: 1000, f: 0 }
    for (const [itemId, samples] of Object.entries(lengths)) {
      push(itemId, noisePcm(samples), samples || 1)
      queue.push(itemId, new Int16Array(0))
      queue.end(itemId)
    }
    pull(896)
    expect(edges).toEqual(['started b', 'drained a'])
    pull(2048)
    const afterB = ['started e', 'drained b', 'drained c', 'drained d']
    expect(edges.slice(2)).toEqual([...afterB, 'drained e', 'drained f'])
  }
})

it('says at once that a heard item is over, though one before it goes on', () => {
  const { queue, edges, pull, push } = queueOf()
  push('a', noisePcm(128))
  push('b', noisePcm(128))
  pull(256)
  push('a', noisePcm(1280))
  queue.end('b')
  pull(128)
  expect(edges).toEqual(['started a', 'started b', 'drained b'])
})

it('plays an item whose first piece of audio was empty, in its place', () => {
  const { queue, edges, pull } = queueOf()
  queue.push('a', new Int16Array(0))
  queue.push('b', noisePcm(128, 5))
  queue.push('a', noisePcm(128, 3))
  queue.end('a')
  queue.end('b')
  const heard = pull(384)
  expect(floatToPcm16(heard).slice(0, 256)).toEqual(
    Int16Array.of(...noisePcm(128, 3), ...noisePcm(128, 5)),
  )
  expect(edges.filter((edge) => !edge.startsWith('underrun'))).toEqual([
    'started a',
    'started b',
    'drained a',
    'drained b',
  ])
})

it('says nothing of the end of an item that never came, or that was cut', () => {
  const { queue, edges, pull } = queueOf()
  queue.end('never')
  queue.push('cut', new Int16Array(0))
  queue.push('over', new Int16Array(0))
  queue.end('over')
  queue.interrupt()
  queue.end('cut')
  pull(1024)
  expect(edges).toEqual([])
})

it('drains each item once, in order, whatever came of it and however it is pulled', () => {
  const length = fc.oneof(fc.constant(0), fc.nat({ max: 300 }))
  const item = fc.array(length, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 400 }),
      fc.boolean(),
      (items, quantum, buffered) => {
        const { queue, edges, pull } = queueOf({ jitterMs: buffered ? 60 : 0 })
        items.forEach((chunks, i) => {
          for (const length of chunks) queue.push(`${i}`, noisePcm(length))
          queue.end(`${i}`)
          pull(100, quantum)
        })
        pull(10_000, quantum)
        const drained = edges.filter((edge) => edge.startsWith('drained'))
        expect(drained).toEqual(items.map((_, i) => `drained ${i}`))
      },
    ),
  )
})
