import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer } from '../../src/audio/AudioPlayer.ts'
import type { Heard } from '../../src/audio/Player.ts'
import { noisePcm } from '../audio/signals.ts'
import { tapOutput, wait } from './audioTap.ts'
import { troubledContexts } from './troubledContext.ts'

function heldPlayer() {
  const tap = tapOutput()
  const { AudioContext, made } = troubledContexts()
  let clicked = false
  /** As in a page that nobody has clicked yet: its promise to resume does not settle. */
  class Held extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      void super.suspend()
    }
    override resume(): Promise<void> {
      return clicked ? super.resume() : new Promise(() => {})
    }
  }
  const player = new AudioPlayer({ AudioContext: Held })
  onTestFinished(() => player.stop())
  const events: string[] = []
  const unheard: Heard[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
    unheard: (heard) => unheard.push(...heard),
  })
  const click = () => {
    clicked = true
    return player.start()
  }
  return { player, events, unheard, tap, made, click }
}

it('is blocked within 300 ms, whether or not its late part has come', async () => {
  const { player } = heldPlayer()
  const startedMs = performance.now()
  const states: string[] = []
  player.state.subscribe(() => states.push(player.state.get().status))
  await player.start()
  expect(performance.now() - startedMs).toBeGreaterThan(250)
  expect(states).toEqual(['starting', 'blocked'])
})

it('gives up what waits for a click for more than 2 s, and plays what comes after one', async () => {
  const { player, events, unheard, tap, click } = heldPlayer()
  await player.start()
  player.play('old', 2, noisePcm(2400))
  player.end('old')
  await wait(1000)
  player.play('new', 0, noisePcm(4800))
  player.end('new')
  await wait(700)
  expect(unheard).toEqual([])
  await expect
    .poll(() => unheard, { timeout: 2000 })
    .toEqual([{ itemId: 'old', contentIndex: 2, heardMs: 0, receivedMs: 100 }])
  await click()
  await expect.poll(() => events).toEqual(['started new', 'drained new'])
  await wait(100)
  expect(tap.sound().length).toBe(4800)
  expect(unheard.length).toBe(1)
})

it('tells of an item that is still coming once it has come whole, and plays nothing of it', async () => {
  const { player, events, unheard, click } = heldPlayer()
  await player.start()
  player.play('a', 0, noisePcm(2400))
  await wait(2300)
  await click()
  player.play('a', 0, noisePcm(2400))
  await wait(200)
  expect([...events, ...unheard]).toEqual([])
  player.end('a')
  expect(unheard).toEqual([{ itemId: 'a', contentIndex: 0, heardMs: 0, receivedMs: 200 }])
  expect(await player.interrupt()).toEqual([])
})

it('answers for what it has given up when it is interrupted before all of it has come', async () => {
  const { player, unheard } = heldPlayer()
  await player.start()
  player.play('a', 0, noisePcm(2400))
  await wait(2300)
  expect(await player.interrupt()).toEqual([
    { itemId: 'a', contentIndex: 0, heardMs: 0, receivedMs: 100 },
  ])
  player.end('a')
  expect(unheard).toEqual([])
})

it('says that an item is over of which there was nothing to hear', async () => {
  const { player, events, unheard } = heldPlayer()
  await player.start()
  player.play('a', 0, '')
  player.end('a')
  await expect.poll(() => events, { timeout: 4000 }).toEqual(['drained a'])
  expect(unheard).toEqual([])
})

it('gives up the rest of what a call has cut for longer, and says how much was heard', async () => {
  const tap = tapOutput()
  const { AudioContext, made } = troubledContexts()
  const player = new AudioPlayer({ AudioContext })
  onTestFinished(() => player.stop())
  const unheard: Heard[] = []
  let started = false
  player.listen({
    started: () => (started = true),
    drained: () => {},
    unheard: (heard) => unheard.push(...heard),
  })
  await player.start()
  await tap.ready()
  player.play('a', 0, noisePcm(48_000))
  player.end('a')
  await expect.poll(() => started).toBe(true)
  await wait(200)
  await made[0]?.interrupt()
  await expect.poll(() => unheard.length, { timeout: 4000 }).toBe(1)
  const heardSamples = tap.sound().length
  expect(Math.abs((unheard[0]?.heardMs ?? 0) - heardSamples / 24)).toBeLessThan(30)
  made[0]?.giveBack()
  await wait(500)
  expect(tap.sound().length - heardSamples).toBeLessThan(200)
})
