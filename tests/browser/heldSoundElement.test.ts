import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import type { Heard } from '../../src/audio/Player.ts'
import { noisePcm } from '../audio/signals.ts'
import { wait } from './audioTap.ts'

/** The elements that are made while this test runs. They go to any speaker, and play unless the browser wants a click. */
function newElements() {
  const Platform = globalThis.Audio
  const made: HTMLAudioElement[] = []
  let wantsClick = false
  globalThis.Audio = class extends Platform {
    constructor() {
      super()
      made.push(this)
      this.setSinkId = () => Promise.resolve()
    }
    override play(): Promise<void> {
      return wantsClick ? Promise.reject(new DOMException('', 'NotAllowedError')) : super.play()
    }
  }
  onTestFinished(() => void (globalThis.Audio = Platform))
  return { made, wantClick: (wants: boolean) => (wantsClick = wants) }
}

function newPlayer(options?: AudioPlayerOptions) {
  const player = new AudioPlayer({ jitterMs: 0, ...options })
  onTestFinished(() => player.stop())
  const events: string[] = []
  const unheard: Heard[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
    unheard: (heard) => unheard.push(...heard),
  })
  return { player, events, unheard }
}

const BLOCKED = { status: 'blocked', isPlaying: false, error: { code: 'audio_blocked' } }

it('is blocked when somebody stops the element that it goes through, and goes on from there', async () => {
  const { made } = newElements()
  const { player, events } = newPlayer({ outputRoute: 'element' })
  await player.start()
  player.play('a', 0, noisePcm(36_000))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  await wait(300)
  made[0]?.pause()
  await expect.poll(() => player.state.get()).toMatchObject(BLOCKED)
  await wait(100)
  const at = player.position()
  expect(at?.heardMs).toBeGreaterThan(200)
  await wait(800)
  expect(player.position()).toEqual(at)
  expect(events).toEqual(['started a'])
  await player.start()
  expect(made[0]?.paused).toBe(false)
  expect(player.state.get()).toMatchObject({ status: 'running', isPlaying: true, error: null })
  await wait(200)
  const [a] = await player.interrupt()
  expect(a?.heardMs).toBeGreaterThan((at?.heardMs ?? NaN) + 50)
  expect(a?.heardMs).toBeLessThan(1400)
})

it('answers what had been heard, and no more, when it is interrupted while its element stands', async () => {
  const { made } = newElements()
  const { player, events } = newPlayer({ outputRoute: 'element' })
  await player.start()
  player.play('a', 0, noisePcm(72_000))
  await expect.poll(() => events).toEqual(['started a'])
  await wait(300)
  made[0]?.pause()
  await expect.poll(() => player.state.get().status).toBe('blocked')
  await wait(50)
  const heardMs = player.position()?.heardMs ?? NaN
  await wait(1000)
  const [a] = await player.interrupt()
  expect(Math.abs((a?.heardMs ?? NaN) - heardMs)).toBeLessThan(30)
  expect(await player.interrupt()).toEqual([])
})

it('gives up what waits for its element for more than 2 s, and says how much was heard', async () => {
  const { made } = newElements()
  const { player, events, unheard } = newPlayer({ outputRoute: 'element' })
  await player.start()
  player.play('a', 0, noisePcm(36_000))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  made[0]?.pause()
  await expect.poll(() => unheard.length, { timeout: 4000 }).toBe(1)
  expect(unheard[0]?.heardMs).toBeLessThan(1000)
  player.play('b', 0, noisePcm(2400))
  player.end('b')
  await player.start()
  await expect.poll(() => events).toEqual(['started a', 'started b', 'drained b'])
})

it('is told by an element that plays again of itself', async () => {
  const { made } = newElements()
  const { player, events } = newPlayer({ outputRoute: 'element' })
  await player.start()
  made[0]?.pause()
  await expect.poll(() => player.state.get().status).toBe('blocked')
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  await wait(300)
  expect(events).toEqual([])
  await made[0]?.play()
  await expect.poll(() => player.state.get().status).toBe('running')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('counts nothing as heard while its element may not play, though the context runs', async () => {
  const { wantClick } = newElements()
  wantClick(true)
  const { player, events } = newPlayer({ outputRoute: 'element' })
  player.play('a', 0, noisePcm(4800))
  player.end('a')
  await player.start()
  expect(player.state.get()).toMatchObject(BLOCKED)
  await wait(500)
  expect(events).toEqual([])
  wantClick(false)
  await player.start()
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('is blocked by a detour that may not play, which other players of the page do not notice', async () => {
  const { made, wantClick } = newElements()
  const other = newPlayer()
  await other.player.start()
  const { player, events } = newPlayer()
  await player.start()
  wantClick(true)
  await player.selectDevice('x')
  expect(player.state.get()).toMatchObject({ ...BLOCKED, deviceId: 'x' })
  player.play('a', 0, noisePcm(4800))
  player.end('a')
  other.player.play('b', 0, noisePcm(4800))
  other.player.end('b')
  await expect.poll(() => other.events).toEqual(['started b', 'drained b'])
  expect(other.player.state.get()).toMatchObject({ status: 'running', error: null })
  expect(events).toEqual([])
  wantClick(false)
  await player.start()
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
  expect(made.map(({ paused }) => paused)).toEqual([false])
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})
