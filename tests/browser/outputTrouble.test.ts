import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer } from '../../src/audio/AudioPlayer.ts'
import type { Heard } from '../../src/audio/Player.ts'
import { noisePcm } from '../audio/signals.ts'
import { firstDifference, tapOutput, wait } from './audioTap.ts'
import { troubledContexts } from './troubledContext.ts'

async function troubledPlayer() {
  const tap = tapOutput()
  const { AudioContext, made } = troubledContexts()
  const player = new AudioPlayer({ AudioContext })
  onTestFinished(() => player.stop())
  const events: string[] = []
  const unheard: Heard[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
    unheard: (heard) => unheard.push(...heard),
  })
  await player.start()
  await tap.ready()
  return { player, events, unheard, tap, made, context: made[0]! }
}

const notice = ({ state }: AudioPlayer) => state.get().notice?.code ?? null

/** Half a second of what was played, and then some of it is still to come. */
async function playing({ player, events }: Awaited<ReturnType<typeof troubledPlayer>>) {
  const pcm = noisePcm(24_000)
  player.play('a', 0, pcm)
  player.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  await wait(200)
  return pcm
}

it('waits while a call has the sound, and goes on at the same sample', async () => {
  const stage = await troubledPlayer()
  const { player, events, tap, context } = stage
  const pcm = await playing(stage)
  expect(player.meter.read()).toBeGreaterThan(0.5)
  const { asked } = context
  await context.interrupt()
  expect(notice(player)).toBe('audio_interrupted')
  expect(player.state.get()).toMatchObject({ status: 'running', isPlaying: false })
  const at = player.position()
  await wait(300)
  expect(player.position()).toEqual(at)
  // The analyser still holds the last moment.
  expect(player.meter.read()).toBeLessThan(0.2)
  expect(context.asked).toBe(asked)
  context.giveBack()
  await expect.poll(() => notice(player)).toBe(null)
  expect(player.state.get().isPlaying).toBe(true)
  await expect.poll(() => events, { timeout: 2000 }).toEqual(['started a', 'drained a'])
  await wait(100)
  expect(firstDifference(tap.sound(), pcm)).toBe(-1)
})

it('builds a new context when the old one only says that it is back', async () => {
  const stage = await troubledPlayer()
  const { player, events, tap, context, made } = stage
  const pcm = await playing(stage)
  await context.interrupt()
  context.pretend()
  await expect.poll(() => made.length, { timeout: 2000 }).toBe(2)
  await expect.poll(() => events, { timeout: 3000 }).toEqual(['started a', 'drained a'])
  expect(player.state.get()).toMatchObject({ status: 'running', notice: null, error: null })
  await wait(100)
  const sound = tap.sound()
  expect(firstDifference(sound.slice(-12_000), pcm.slice(-12_000))).toBe(-1)
  // What the old one had rendered ahead of its own clock, a batch at most, is heard again; nothing is left out.
  expect(sound.length - pcm.length).toBeGreaterThanOrEqual(0)
  expect(sound.length - pcm.length).toBeLessThan(1024)
})

it('answers what had been heard, and no more, when it is interrupted while a call has the sound', async () => {
  const stage = await troubledPlayer()
  const { player, tap, context } = stage
  player.play('a', 0, noisePcm(48_000))
  player.play('b', 1, noisePcm(2400))
  await expect.poll(() => stage.events).toEqual(['started a'])
  await wait(200)
  await context.interrupt()
  await wait(300)
  const [a, b] = await player.interrupt()
  expect(Math.abs((a?.heardMs ?? 0) - tap.sound().length / 24)).toBeLessThan(30)
  expect(b).toEqual({ itemId: 'b', contentIndex: 1, heardMs: 0, receivedMs: 100 })
})

it('goes on in a new context when the device was lost, and counts on', async () => {
  const stage = await troubledPlayer()
  const { player, events, tap, context, made } = stage
  const pcm = noisePcm(48_000)
  player.play('a', 0, pcm)
  await expect.poll(() => events).toEqual(['started a'])
  await wait(200)
  context.breakDown()
  expect(notice(player)).toBe('audio_interrupted')
  await expect.poll(() => notice(player)).toBe(null)
  expect(made.length).toBe(2)
  await expect.poll(() => context.state).toBe('closed')
  await wait(200)
  const [a] = await player.interrupt()
  await wait(100)
  expect(events).toEqual(['started a'])
  expect(a?.heardMs).toBeGreaterThan(300)
  // The old context may have rendered a little more than was known of.
  expect(Math.abs((a?.heardMs ?? 0) - tap.sound().length / 24)).toBeLessThan(60)
})

it('plays through a new context when the system closed the old one', async () => {
  const { player, events, made, context } = await troubledPlayer()
  await context.close()
  await expect.poll(() => made.length).toBe(2)
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('waits longer, and says so, while devices are lost again and again', async () => {
  const { player, unheard, made, context } = await troubledPlayer()
  context.breakDown()
  await expect.poll(() => made.length).toBe(2)
  await expect.poll(() => notice(player)).toBe(null)
  made[1]?.breakDown()
  await wait(300)
  expect(made.length).toBe(2)
  expect(notice(player)).toBe('audio_interrupted')
  await expect.poll(() => made.length, { timeout: 2000 }).toBe(3)
  await expect.poll(() => notice(player)).toBe(null)
  expect(unheard).toEqual([])
})

it('is mended by a click in the meantime', async () => {
  const { player, made, context } = await troubledPlayer()
  context.breakDown()
  await expect.poll(() => notice(player)).toBe(null)
  made[1]?.breakDown()
  const mended = player.start()
  expect(made.length).toBe(3)
  await mended
  expect(player.state.get()).toMatchObject({ status: 'running', notice: null })
  await wait(1200)
  expect(made.length).toBe(3)
})

it('asks for the sound again when the page is looked at again', async () => {
  const { player, context } = await troubledPlayer()
  await context.suspend()
  // What a phone does to a page that is away.
  document.dispatchEvent(new Event('visibilitychange'))
  await expect.poll(() => context.state).toBe('running')
  await expect.poll(() => player.state.get().status).toBe('running')
})
