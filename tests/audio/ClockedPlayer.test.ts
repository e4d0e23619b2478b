import { expect, it } from 'vitest'
import { pcm16ToBase64, pcm16ToBytes } from '../../src/audio/sound/pcm.ts'
import { ClockedPlayer, type ClockedPlayerOptions } from '../../src/testing/ClockedPlayer.ts'
import { noisePcm, tonePcm } from './signals.ts'

function playing(options?: ClockedPlayerOptions) {
  const player = new ClockedPlayer(options)
  const events: string[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
  })
  return { player, events }
}

it('plays only as the clock is moved, and says what has started and ended before that returns', async () => {
  const { player, events } = playing()
  player.play('a', 0, pcm16ToBase64(noisePcm(2400)))
  player.end('a')
  player.advance(1000)
  expect(events).toEqual([])
  await player.start()
  player.advance(50)
  expect(events).toEqual(['started a'])
  expect(player.state.get()).toMatchObject({ status: 'running', isPlaying: true })
  expect(player.position()).toEqual({ itemId: 'a', contentIndex: 0, heardMs: 50, receivedMs: 100 })
  player.advance(50.5)
  expect(events).toEqual(['started a', 'drained a'])
  expect(player.state.get().isPlaying).toBe(false)
  expect(player.rendered().slice(0, 2400)).toEqual(noisePcm(2400))
})

it('does not lose the parts of a millisecond, or of a sample, over many small steps', async () => {
  const { player } = playing()
  await player.start()
  for (let i = 0; i < 3000; i++) player.advance(1 / 3)
  expect(player.rendered().length).toBeGreaterThanOrEqual(23_999)
  expect(player.rendered().length).toBeLessThanOrEqual(24_000)
})

it('answers what was heard of each item, in whole milliseconds, and forgets them', async () => {
  const { player, events } = playing()
  await player.start()
  player.play('a', 1, tonePcm(24_000))
  player.play('b', 0, tonePcm(2400))
  player.advance(100.04)
  const heard = await player.interrupt()
  // 100 ms and the 5 ms of the fade.
  expect(heard).toEqual([
    { itemId: 'a', contentIndex: 1, heardMs: 105, receivedMs: 1000 },
    { itemId: 'b', contentIndex: 0, heardMs: 0, receivedMs: 100 },
  ])
  expect(player.state.get().isPlaying).toBe(false)
  player.advance(2000)
  expect(events).toEqual(['started a'])
  expect(
    player
      .rendered()
      .slice(2401 + 120)
      .every((sample) => sample === 0),
  ).toBe(true)
  expect(await player.interrupt()).toEqual([])
})

it('puts samples together that were cut between two deltas, item by item', async () => {
  const { player } = playing()
  const bytes = pcm16ToBytes(noisePcm(100))
  const delta = (from: number, to?: number) => Buffer.from(bytes.slice(from, to)).toString('base64')
  player.play('a', 0, delta(0, 51))
  player.play('b', 0, delta(0, 33))
  player.play('a', 0, delta(51, 52))
  player.play('a', 0, delta(52))
  player.play('b', 0, delta(33))
  player.end('a')
  player.end('b')
  await player.start()
  player.advance(20)
  expect(player.rendered().slice(0, 200)).toEqual(Int16Array.of(...noisePcm(100), ...noisePcm(100)))
})

it('may be interrupted by whoever hears that an item has started', async () => {
  const { player, events } = playing()
  await player.start()
  const answers: unknown[] = []
  player.listen({
    started: (itemId) => {
      if (itemId === 'b') void player.interrupt().then((heard) => answers.push(heard))
    },
    drained: () => {},
  })
  player.play('a', 0, noisePcm(100))
  player.end('a')
  player.play('b', 0, tonePcm(2400))
  player.advance(100)
  await Promise.resolve()
  await Promise.resolve()
  expect(events).toEqual(['started a', 'started b'])
  expect(answers).toEqual([
    [
      { itemId: 'a', contentIndex: 0, heardMs: 4, receivedMs: 4 },
      { itemId: 'b', contentIndex: 0, heardMs: 6, receivedMs: 100 },
    ],
  ])
})

it('keeps what is played while the browser wants a click', async () => {
  const { player, events } = playing({ blocked: true })
  player.play('a', 0, noisePcm(240))
  await player.start()
  player.advance(1000)
  expect(player.state.get()).toMatchObject({ status: 'blocked', error: { code: 'audio_blocked' } })
  expect(events).toEqual([])
  await player.start()
  player.advance(10)
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
  expect(events).toEqual(['started a'])
})

it('drops what was queued when it is stopped', async () => {
  const { player, events } = playing()
  await player.start()
  player.play('a', 0, noisePcm(2400))
  player.advance(10)
  player.stop()
  await player.start()
  player.advance(1000)
  expect(events).toEqual(['started a'])
  expect(player.state.get().isPlaying).toBe(false)
})

it('tells its state only when it changes', async () => {
  const { player } = playing()
  await player.start()
  let told = 0
  player.state.subscribe(() => told++)
  player.setVolume(1)
  await player.start()
  await player.interrupt()
  expect(told).toBe(0)
})

it('says that an item is over of which no sample came', async () => {
  const { player, events } = playing()
  await player.start()
  for (const [itemId, audio] of Object.entries({
    empty: '',
    half: 'AA==',
    none: new Int16Array(0),
  })) {
    player.play(itemId, 0, audio)
    player.end(itemId)
  }
  player.end('never played')
  player.advance(100)
  expect(events).toEqual(['drained empty', 'drained half', 'drained none'])
  expect(player.state.get().isPlaying).toBe(false)
  expect(await player.interrupt()).toEqual([])
})

it('throws what is not base64, and still says that the item is over', async () => {
  const { player, events } = playing()
  await player.start()
  expect(() => player.play('a', 0, '%%%%')).toThrow(
    expect.objectContaining({ name: 'VoiceError', code: 'protocol_warning' }),
  )
  player.end('a')
  player.play('b', 0, noisePcm(240))
  expect(() => player.play('b', 0, '%%%%')).toThrow()
  player.end('b')
  player.advance(100)
  expect(events).toEqual(['started b', 'drained a', 'drained b'])
})

it('says nothing of an item without a sample that was cut', async () => {
  const { player, events } = playing()
  await player.start()
  player.play('a', 0, '')
  player.play('b', 0, '')
  player.end('b')
  expect(await player.interrupt()).toEqual([])
  player.end('a')
  player.advance(100)
  expect(events).toEqual([])
})
