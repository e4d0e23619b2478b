import fc from 'fast-check'
import { expect, it } from 'vitest'
import { queueOf } from './playbackQueues.ts'
import { noisePcm } from './signals.ts'

it('says that the next item has started before it says that the first is over', () => {
  for (const length of [1000, 1024]) {
    const { queue, edges, pull, push } = queueOf({ jitterMs: 60 })
    push('a', noisePcm(length))
    push('b', noisePcm(1000))
    queue.end('a')
    pull(1152)
    expect(edges).toEqual(['started a', 'started b', 'drained a'])
    pull(1024)
    expect(edges.at(-1)).toBe('underrun b')
    queue.end('b')
    pull(128)
    expect(edges.at(-1)).toBe('drained b')
  }
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

it('answers nothing for items that were drained, and all of an item whose end is not known', () => {
  const { queue, pull, push } = queueOf()
  push('a', noisePcm(300))
  queue.end('a')
  pull(512)
  push('b', noisePcm(300))
  pull(512)
  expect(queue.interrupt()).toEqual([{ itemId: 'b', playedSamples: 300, receivedSamples: 300 }])
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
