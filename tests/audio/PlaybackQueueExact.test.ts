import fc from 'fast-check'
import { expect, it } from 'vitest'
import { floatToPcm16 } from '../../src/audio/sound/pcm.ts'
import { queueOf, silence } from './playbackQueues.ts'
import { chunked, noisePcm } from './signals.ts'

const TEN_SECONDS = 240_000

it('plays ten seconds bit for bit, however they are cut and at whatever quantum they are pulled', () => {
  const pcm = noisePcm(TEN_SECONDS)
  const lengths = fc.oneof(
    fc.array(fc.integer({ min: 1, max: 3001 }), { minLength: 1, maxLength: 40 }),
    fc.array(fc.integer({ min: 1, max: TEN_SECONDS }), { minLength: 1, maxLength: 4 }),
    fc.constant([1]),
    fc.constant([TEN_SECONDS]),
  )
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 2048 }), fc.boolean(), (cut, quantum, slots) => {
      const { queue, edges, push } = queueOf({ slots: slots ? 64 : undefined })
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
