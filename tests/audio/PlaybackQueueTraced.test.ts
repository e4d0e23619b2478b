import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PlaybackQueue } from '../../src/audio/worklet/PlaybackQueue.ts'
import { pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import { largestStep, noisePcm, tonePcm } from './signals.ts'
import { TracedQueue } from './TracedQueue.ts'

interface Steps {
  push(itemAt: number, length: number): void
  end(itemAt: number): void
  pull(length: number): void
  interrupt(): void
}
type Step = (queue: Steps) => void

const lengths = fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 4000 }), fc.constant(0))
const items = fc.nat({ max: 3 })
const push = fc.tuple(items, lengths).map(
  ([at, n]): Step =>
    (queue) =>
      queue.push(at, n),
)
const end = items.map(
  (at): Step =>
    (queue) =>
      queue.end(at),
)
const pull = lengths.map(
  (n): Step =>
    (queue) =>
      queue.pull(n),
)
const interrupt = fc.constant<Step>((queue) => queue.interrupt())
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: push },
    { weight: 1, arbitrary: end },
    { weight: 5, arbitrary: pull },
    { weight: 1, arbitrary: interrupt },
  ),
  { maxLength: 40, size: 'max' },
)
const jitters = fc.constantFrom(undefined, 0, 20)

it('gives each sample once, in order and unchanged, and counts what it gave, whatever happens', () => {
  fc.assert(
    fc.property(steps, jitters, (steps, jitterMs) => {
      const queue = new TracedQueue({ jitterMs, slots: 4 })
      for (const step of steps) step(queue)
      queue.finish()
      expect(queue.mistakes).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it('sounds the same in whatever blocks it is pulled', () => {
  fc.assert(
    fc.property(steps, jitters, fc.integer({ min: 1, max: 2048 }), (steps, jitterMs, quantum) => {
      const hear = (quantum: number) => {
        const queue = new PlaybackQueue(() => undefined, { jitterMs })
        const heard: (Float32Array | object | null)[] = []
        let seed = 0
        const hearing: Steps = {
          push: (at, n) => queue.push(`${at}`, noisePcm(n, ++seed)),
          end: (at) => queue.end(`${at}`),
          pull: (n) => {
            const all = new Float32Array(n)
            for (let at = 0; at < n; at += quantum) queue.pull(all.subarray(at, at + quantum))
            heard.push(all, queue.position())
          },
          interrupt: () => heard.push(queue.interrupt()),
        }
        for (const step of steps) step(hearing)
        return heard
      }
      expect(hear(quantum)).toEqual(hear(4000))
    }),
    { numRuns: 40 },
  )
})

it('never steps much further than its own signal does, at a cut, a gap and after it', () => {
  fc.assert(
    fc.property(
      steps,
      jitters,
      fc.integer({ min: 200, max: 2000 }),
      fc.integer({ min: 1, max: 2048 }),
      (steps, jitterMs, hz, quantum) => {
        const queue = new PlaybackQueue(() => undefined, { jitterMs })
        const tone = (from: number, n: number) => tonePcm(from + n, hz).subarray(from)
        const heard: number[] = [0]
        let cuts = 0
        let pushed = 0
        const hearing: Steps = {
          push: (_, n) => {
            // Whole hertz: each second of it is like the first.
            queue.push(`${cuts}`, tone(pushed % 24_000, n))
            pushed += n
          },
          end: () => undefined,
          pull: (n) => {
            for (let left = n; left > 0; left -= quantum) {
              const block = new Float32Array(Math.min(left, quantum))
              queue.pull(block)
              for (const sample of block) heard.push(sample)
            }
          },
          interrupt: () => {
            queue.interrupt()
            cuts++
            pushed = 0
          },
        }
        for (const step of steps) step(hearing)
        const own = largestStep(pcm16ToFloat(tone(0, 24_000)))
        expect(largestStep(heard)).toBeLessThanOrEqual(own * 1.2)
      },
    ),
    { numRuns: 40 },
  )
})
