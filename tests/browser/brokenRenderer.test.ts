import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import { PLAYBACK_PROCESSOR } from '../../src/audio/worklet/voiceMessages.ts'
import { noisePcm } from '../audio/signals.ts'
import { wait } from './audioTap.ts'

/** The worklet nodes of this test, in the order in which they were made. */
function workletNodes() {
  const platform = AudioNode.prototype.connect
  const nodes: AudioWorkletNode[] = []
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (this instanceof AudioWorkletNode && !nodes.includes(this)) nodes.push(this)
    const connected: unknown = Reflect.apply(platform, this, to)
    return connected
  } as typeof platform
  onTestFinished(() => {
    AudioNode.prototype.connect = platform
  })
  return nodes
}

async function startedPlayer(options?: AudioPlayerOptions) {
  const player = new AudioPlayer(options)
  onTestFinished(() => player.stop())
  const events: string[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
  })
  await player.start()
  return { player, events }
}

/** As Chromium tells of it; the standard has another name for the event. */
const breakDown = (node: AudioWorkletNode | undefined) => node?.dispatchEvent(new Event('error'))

it('is replaced once, and what was queued goes on', async () => {
  const nodes = workletNodes()
  const { player, events } = await startedPlayer()
  player.play('a', 0, noisePcm(12_000))
  player.end('a')
  player.play('b', 0, noisePcm(2400))
  player.end('b')
  await expect.poll(() => events).toEqual(['started a'])
  breakDown(nodes[0])
  await expect
    .poll(() => events, { timeout: 3000 })
    .toEqual(['started a', 'started b', 'drained a', 'drained b'])
  expect(nodes.length).toBe(2)
  expect(nodes[1]?.context).not.toBe(nodes[0]?.context)
  expect(player.state.get()).toMatchObject({ status: 'running', error: null, notice: null })
})

it('fails the player when it breaks again', async () => {
  const nodes = workletNodes()
  const source = `registerProcessor('${PLAYBACK_PROCESSOR}', class extends AudioWorkletProcessor {
    constructor() {
      super()
      this.port.onmessage = ({ data }) => (this.isPoisoned ||= data.itemId === 'poison')
    }
    process() {
      if (this.isPoisoned) throw new Error('poisoned')
      return true
    }
  })`
  const workletUrl = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  onTestFinished(() => URL.revokeObjectURL(workletUrl))
  const { player } = await startedPlayer({ workletUrl })
  // It is told again to the next one.
  player.play('poison', 0, noisePcm(2400))
  await expect
    .poll(() => player.state.get())
    .toMatchObject({ status: 'failed', error: { code: 'audio_failed' } })
  expect(nodes.length).toBe(2)
  await wait(1300)
  expect(nodes.length).toBe(2)
  await player.start()
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
})

it('of a device that is lost moves all players of a page to one new context', async () => {
  const nodes = workletNodes()
  const { player: one } = await startedPlayer()
  const { player: two, events } = await startedPlayer()
  expect(new Set(nodes.map(({ context }) => context)).size).toBe(1)
  const old = nodes[0]?.context
  old?.dispatchEvent(new Event('error'))
  await expect.poll(() => nodes.length).toBe(4)
  await expect.poll(() => one.state.get().notice).toBe(null)
  await expect.poll(() => two.state.get().notice).toBe(null)
  expect(nodes[2]?.context).toBe(nodes[3]?.context)
  expect(nodes[2]?.context).not.toBe(old)
  await expect.poll(() => old?.state).toBe('closed')
  two.play('a', 0, noisePcm(2400))
  two.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('of one player leaves the others alone, and what they play through', async () => {
  const nodes = workletNodes()
  const { player: one } = await startedPlayer()
  const { player: two, events } = await startedPlayer()
  two.play('a', 0, noisePcm(12_000))
  two.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  breakDown(nodes[0])
  await expect.poll(() => nodes.length).toBe(3)
  await expect.poll(() => one.state.get().notice).toBe(null)
  expect(nodes[2]?.context).not.toBe(nodes[1]?.context)
  expect(two.state.get()).toMatchObject({ status: 'running', isPlaying: true, notice: null })
  await expect.poll(() => events, { timeout: 2000 }).toEqual(['started a', 'drained a'])
  expect(nodes.length).toBe(3)
})
