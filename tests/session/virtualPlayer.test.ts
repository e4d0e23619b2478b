import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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
