import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import { wait } from './audioTap.ts'

function newPlayer(options?: AudioPlayerOptions) {
  const player = new AudioPlayer(options)
  onTestFinished(() => player.stop())
  return player
}

/** Contexts that take a while to change their speaker, and to say that they cannot. */
function slowContexts(missing: readonly string[] = []) {
  const made: AudioContext[] = []
  const asked: string[] = []
  const used: string[] = []
  class Slow extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      made.push(this)
    }
    async setSinkId(deviceId: string): Promise<void> {
      asked.push(deviceId)
      await wait(300)
      if (missing.includes(deviceId)) throw new DOMException('', 'NotFoundError')
      used.push(deviceId)
    }
  }
  return { AudioContext: Slow, made, asked, used }
}

it('are those that were chosen last, also while the first one is being applied', async () => {
  const { AudioContext, asked, used } = slowContexts()
  const player = newPlayer({ AudioContext, deviceId: 'first' })
  const started = player.start()
  await expect.poll(() => asked).toEqual(['first'])
  await player.selectDevice('second')
  expect(used).toEqual(['first', 'second'])
  await started
  expect(player.state.get()).toMatchObject({ status: 'running', deviceId: 'second', notice: null })
})

it('are those that were chosen last, though the first one cannot be had', async () => {
  const { AudioContext, asked, used } = slowContexts(['first'])
  const player = newPlayer({ AudioContext, deviceId: 'first' })
  const started = player.start()
  await expect.poll(() => asked).toEqual(['first'])
  await player.selectDevice('second')
  await started
  expect(used).toEqual(['second'])
  expect(player.state.get()).toMatchObject({ deviceId: 'second', notice: null })
})

it('are those that were chosen last, also while a lost output is built anew', async () => {
  const { AudioContext, made, asked, used } = slowContexts()
  const player = newPlayer({ AudioContext, deviceId: 'first' })
  await player.start()
  made[0]?.dispatchEvent(new Event('error'))
  await expect.poll(() => asked).toEqual(['first', 'first'])
  expect(made.length).toBe(2)
  await player.selectDevice('second')
  await expect.poll(() => player.state.get().notice).toBe(null)
  expect(used.at(-1)).toBe('second')
  expect(player.state.get()).toMatchObject({ status: 'running', deviceId: 'second' })
})

it('are not given up because those before them are unplugged meanwhile', async () => {
  const { AudioContext, asked, used } = slowContexts()
  const speaker = (deviceId: string): MediaDeviceInfo => {
    return { deviceId, label: deviceId, kind: 'audiooutput', groupId: '', toJSON: () => '' }
  }
  const { mediaDevices } = navigator
  let ids = ['first', 'second']
  mediaDevices.enumerateDevices = () => Promise.resolve(ids.map(speaker))
  onTestFinished(() => void Reflect.deleteProperty(mediaDevices, 'enumerateDevices'))
  const player = newPlayer({ AudioContext, deviceId: 'first' })
  await player.start()
  await wait(50)
  const chosen = player.selectDevice('second')
  await expect.poll(() => asked).toEqual(['first', 'second'])
  ids = ['second']
  mediaDevices.dispatchEvent(new Event('devicechange'))
  await chosen
  await wait(100)
  expect(used).toEqual(['first', 'second'])
  expect(player.state.get()).toMatchObject({ deviceId: 'second', notice: null })
  ids = []
  mediaDevices.dispatchEvent(new Event('devicechange'))
  await expect.poll(() => player.state.get().notice).toMatchObject({ code: 'device_changed' })
  await expect.poll(() => used.at(-1)).toBe('')
})

it('that one player has chosen as it stops leave no element playing', async () => {
  const Platform = globalThis.Audio
  const elements: HTMLAudioElement[] = []
  globalThis.Audio = class extends Platform {
    constructor() {
      super()
      elements.push(this)
      this.setSinkId = () => wait(200).then(() => undefined)
    }
  }
  onTestFinished(() => void (globalThis.Audio = Platform))
  await newPlayer().start()
  const player = newPlayer()
  await player.start()
  const chosen = player.selectDevice('x')
  await expect.poll(() => elements.length).toBe(1)
  player.stop()
  await chosen
  await wait(100)
  expect(elements.map(({ paused, srcObject }) => [paused, srcObject])).toEqual([[true, null]])
})
