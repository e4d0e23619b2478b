import { expect, it } from 'vitest'
import { queueOf, silence } from './playbackQueues.ts'
import { noisePcm } from './signals.ts'

/** How many of the next samples are silent before one is not. */
function heldSamples({ queue }: ReturnType<typeof queueOf>) {
  const one = silence(1)
  for (let n = 0; n < 24_000; n++) if (queue.pull(one) > 0) return n
  return Infinity
}

/** An item of which each chunk but the first comes when the one before it has long been played. */
function gaps(of: ReturnType<typeof queueOf>, itemId: string, count: number) {
  const held = []
  for (let i = 0; i <= count; i++) {
    of.push(itemId, noisePcm(240))
    held.push(heldSamples(of))
    of.pull(2000)
  }
  return held
}

it('begins when 60 ms wait, or are made up by the time that the first of them has waited', () => {
  const full = queueOf({})
  full.push('a', noisePcm(1440))
  expect(heldSamples(full)).toBe(0)

  const slow = queueOf({})
  slow.push('a', noisePcm(480))
  expect(heldSamples(slow)).toBe(960)
})

it('begins in the midst of a block when its time has come there', () => {
  const { queue, push } = queueOf({})
  push('a', noisePcm(1240))
  const block = silence(2048)
  expect(queue.pull(block)).toBe(1240)
  expect(block.findIndex((sample) => sample !== 0)).toBe(200)
})

it('does not wait for an item that is complete, nor at all when it is told not to', () => {
  const complete = queueOf({})
  complete.push('a', noisePcm(100))
  complete.queue.end('a')
  expect(heldSamples(complete)).toBe(0)

  const unbuffered = queueOf({ jitterMs: 0 })
  expect(gaps(unbuffered, 'a', 3)).toEqual([0, 0, 0, 0])
})

it('stops waiting the moment the item is known to be complete', () => {
  const { queue, pull, push } = queueOf({})
  push('a', noisePcm(100))
  pull(128)
  queue.end('a')
  expect(queue.pull(silence(128))).toBe(100)
})

it('waits twice as long after each gap, in the same item already', () => {
  expect(gaps(queueOf({}), 'a', 3)).toEqual([1200, 2640, 5520, 5520])
  expect(gaps(queueOf({ jitterMs: 100 }), 'a', 2)).toEqual([2160, 2160, 2160])
})

it('waits half as long again after each item that had no gap, but not after one that had', () => {
  const of = queueOf({})
  gaps(of, 'torn', 2)
  const whole = (itemId: string) => {
    of.push(itemId, noisePcm(240))
    const held = heldSamples(of)
    of.queue.end(itemId)
    of.pull(1000)
    return held
  }
  of.queue.end('torn')
  of.pull(128)
  expect(['b', 'c', 'd', 'e'].map(whole)).toEqual([5520, 2640, 1200, 1200])
})

it('takes silence for a gap only when more of the item follows it: its end may be late', () => {
  const of = queueOf({})
  gaps(of, 'a', 0)
  of.queue.end('a')
  of.pull(128)
  expect(of.edges).toEqual(['started a', 'underrun a', 'drained a'])
  expect(gaps(of, 'b', 0)).toEqual([1200])
  // Another item follows, and then the rest of this one.
  of.push('c', noisePcm(240))
  of.pull(2000)
  of.push('b', noisePcm(240))
  expect(heldSamples(of)).toBe(1200)
})

it('keeps what it has learnt when it is interrupted, and learns nothing from that', () => {
  const of = queueOf({})
  gaps(of, 'a', 1)
  of.queue.interrupt()
  of.pull(120)
  expect(gaps(of, 'b', 0)).toEqual([2640])
})

it('waits no longer because an item before it is over in the meantime', () => {
  const of = queueOf({})
  gaps(of, 'a', 0)
  of.push('b', noisePcm(240))
  of.pull(500)
  of.queue.end('a')
  of.pull(200)
  expect(of.edges.at(-1)).toBe('drained a')
  expect(heldSamples(of)).toBe(500)
})

it('does not take for a gap that it was told to hold the sound', () => {
  const of = queueOf({})
  of.push('a', noisePcm(4800))
  of.pull(1000)
  of.queue.hold(true)
  of.pull(24_000)
  expect(of.edges).toEqual(['started a', 'underrun a'])
  of.queue.hold(false)
  expect(heldSamples(of)).toBe(0)
  of.queue.end('a')
  of.pull(4800)
  expect(gaps(of, 'b', 0)).toEqual([1200])
})
