import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VirtualPlayer } from '../../src/session/VirtualPlayer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const seconds = (s: number) => new Int16Array(s * 24_000)

function listen(player: VirtualPlayer) {
  const log: string[] = []
  player.listen({
    started: (itemId) => log.push(`started ${itemId}`),
    drained: (itemId) => log.push(`drained ${itemId}`),
  })
  return log
}

it('counts what was received down in real time, item after item', async () => {
  const player = new VirtualPlayer()
  const log = listen(player)
  player.play('a', 0, seconds(1))
  player.play('b', 0, seconds(2))
  player.end('a')
  player.end('b')
  await vi.advanceTimersByTimeAsync(0)
  expect(log).toEqual(['started a'])
  await vi.advanceTimersByTimeAsync(990)
  expect(log).toEqual(['started a'])
  await vi.advanceTimersByTimeAsync(20)
  expect(log).toEqual(['started a', 'started b', 'drained a'])
  await vi.advanceTimersByTimeAsync(2010)
  expect(log).toEqual(['started a', 'started b', 'drained a', 'drained b'])
})

it('answers what was heard of each item, and forgets them', async () => {
  const player = new VirtualPlayer()
  player.play('a', 0, seconds(1))
  player.play('b', 1, seconds(2))
  await vi.advanceTimersByTimeAsync(400)
  expect(player.position()).toMatchObject({ itemId: 'a', heardMs: 400 })
  expect(await player.interrupt()).toEqual([
    { itemId: 'a', contentIndex: 0, heardMs: 400, receivedMs: 1000 },
    { itemId: 'b', contentIndex: 1, heardMs: 0, receivedMs: 2000 },
  ])
  expect(await player.interrupt()).toEqual([])
})

it('does not take a slow network for the end', async () => {
  const player = new VirtualPlayer()
  const log = listen(player)
  player.play('a', 0, seconds(1))
  await vi.advanceTimersByTimeAsync(5000)
  expect(log).toEqual(['started a'])
  expect(player.position()).toMatchObject({ heardMs: 1000 })
  player.play('a', 0, seconds(1))
  await vi.advanceTimersByTimeAsync(500)
  // The stall is not counted as heard.
  expect(player.position()).toMatchObject({ heardMs: 1500 })
  player.end('a')
  await vi.advanceTimersByTimeAsync(510)
  expect(log).toEqual(['started a', 'drained a'])
})

it('leaves nothing behind when it is stopped', async () => {
  const player = new VirtualPlayer()
  const log = listen(player)
  player.play('a', 0, seconds(1))
  player.stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(log).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

it('says when its first sample was due, on the clock of the page', async () => {
  const player = new VirtualPlayer()
  const at: (number | undefined)[] = []
  player.listen({ started: (_itemId, atMs) => at.push(atMs), drained: () => {} })
  await vi.advanceTimersByTimeAsync(70)
  const beganMs = performance.now()
  player.play('a', 0, seconds(1))
  player.play('b', 0, seconds(1))
  player.end('a')
  await vi.advanceTimersByTimeAsync(1500)
  expect(at).toEqual([beganMs, beganMs + 1000])
})

it('counts G.711 at a byte a sample, 8,000 in a second', async () => {
  let format: 'pcm16' | 'g711_ulaw' = 'g711_ulaw'
  const player = new VirtualPlayer(() => format)
  const log = listen(player)
  const second = Buffer.alloc(8000).toString('base64')
  player.play('a', 0, second)
  // In force for the next answer.
  format = 'pcm16'
  player.play('a', 0, second)
  player.play('b', 0, second)
  player.end('a')
  player.end('b')
  await vi.advanceTimersByTimeAsync(1990)
  expect(player.position()).toMatchObject({ itemId: 'a', heardMs: 1990, receivedMs: 2000 })
  await vi.advanceTimersByTimeAsync(20)
  expect(log).toEqual(['started a', 'started b', 'drained a'])
  await vi.advanceTimersByTimeAsync(160)
  expect(log).toContain('drained b')
})

it('counts a sample that two deltas share', async () => {
  const player = new VirtualPlayer()
  for (let i = 0; i < 3; i++) player.play('a', 0, Buffer.alloc(1601).toString('base64'))
  await vi.advanceTimersByTimeAsync(500)
  expect(await player.interrupt()).toMatchObject([{ heardMs: 100, receivedMs: 100 }])
})

describe('corrected by whoever plays the sound', () => {
  it('goes on from where the ear is', async () => {
    const player = new VirtualPlayer()
    const log = listen(player)
    player.play('a', 0, seconds(2))
    player.end('a')
    await vi.advanceTimersByTimeAsync(1000)
    player.correct('a', 700)
    expect(player.position()).toMatchObject({ heardMs: 700 })
    await vi.advanceTimersByTimeAsync(1290)
    expect(log).toEqual(['started a'])
    await vi.advanceTimersByTimeAsync(20)
    expect(log).toEqual(['started a', 'drained a'])
  })

  it('believes no report that goes back, and none of more than has arrived', async () => {
    const player = new VirtualPlayer()
    player.play('a', 0, seconds(2))
    await vi.advanceTimersByTimeAsync(100)
    player.correct('a', 900)
    player.correct('a', 300)
    player.correct('a', Number.NaN)
    player.correct('a', -5)
    expect(player.position()).toMatchObject({ heardMs: 900 })
    player.correct('a', 99_999)
    player.play('a', 0, seconds(1))
    player.correct('a', 2400)
    expect(await player.interrupt()).toMatchObject([{ heardMs: 2400, receivedMs: 3000 }])
  })

  it('takes what came before for heard', async () => {
    const player = new VirtualPlayer()
    const log = listen(player)
    player.play('a', 0, seconds(2))
    player.end('a')
    player.play('b', 0, seconds(2))
    await vi.advanceTimersByTimeAsync(500)
    player.correct('b', 200)
    await vi.advanceTimersByTimeAsync(0)
    expect(log).toEqual(['started a', 'started b', 'drained a'])
    expect(await player.interrupt()).toMatchObject([{ itemId: 'b', heardMs: 200 }])
  })

  it('does nothing for an item that is over or was never there', async () => {
    const player = new VirtualPlayer()
    player.correct('a', 500)
    player.play('a', 0, seconds(1))
    player.correct('b', 500)
    await vi.advanceTimersByTimeAsync(100)
    expect(player.position()).toMatchObject({ itemId: 'a', heardMs: 100 })
  })
})
