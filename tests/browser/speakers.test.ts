import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import { listSpeakers } from '../../src/audio/devices/listSpeakers.ts'
import { noisePcm } from '../audio/signals.ts'
import { firstDifference, tapOutput, wait } from './audioTap.ts'

const [first, second] = ['Fake Audio Output 1', 'Fake Audio Output 2']
const ids = new Map<string, string>()
const id = (label: string) => ids.get(label) ?? ''

beforeAll(async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  for (const track of stream.getTracks()) track.stop()
  for (const speaker of await listSpeakers()) ids.set(speaker.label, speaker.id)
})

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

const sinkOf = (context: AudioContext) => ('sinkId' in context ? context.sinkId : undefined)

/** The elements that are played through, while this test runs. */
function playedElements() {
  const platform = HTMLMediaElement.prototype.play
  const played = new Set<HTMLMediaElement>()
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    played.add(this)
    return platform.call(this)
  }
  onTestFinished(() => {
    HTMLMediaElement.prototype.play = platform
  })
  return played
}

it('are listed by name, without the alias of the system', () => {
  expect([...ids.keys()]).toEqual([first, second])
})

it('are changed in the middle of an answer, of which nothing is lost', async () => {
  const tap = tapOutput()
  const { player, events } = await startedPlayer()
  await tap.ready()
  const pcm = noisePcm(24_000)
  player.play('a', 0, pcm)
  player.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  await player.selectDevice(id(second))
  expect(sinkOf(tap.context())).toBe(id(second))
  expect(player.state.get()).toMatchObject({ deviceId: id(second), notice: null })
  await expect.poll(() => events, { timeout: 3000 }).toEqual(['started a', 'drained a'])
  await wait(100)
  expect(firstDifference(tap.sound(), pcm)).toBe(-1)
  await player.selectDevice(null)
  expect(sinkOf(tap.context())).toBe('')
  expect(player.state.get()).toMatchObject({ status: 'running', deviceId: null })
})

it('are remembered by a player that has not started', async () => {
  const tap = tapOutput()
  const player = new AudioPlayer({ deviceId: id(first) })
  onTestFinished(() => player.stop())
  expect(player.state.get().deviceId).toBe(id(first))
  await player.selectDevice(id(second))
  await player.start()
  expect(sinkOf(tap.context())).toBe(id(second))
})

it('become the choice of the system when they cannot be had', async () => {
  const tap = tapOutput()
  const { player, events } = await startedPlayer({ deviceId: 'unplugged long ago' })
  expect(player.state.get()).toMatchObject({
    status: 'running',
    deviceId: null,
    notice: { code: 'device_changed', area: 'speaker', severity: 'warning' },
  })
  expect(sinkOf(tap.context())).toBe('')
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
  await player.selectDevice(id(first))
  expect(player.state.get()).toMatchObject({ deviceId: id(first), notice: null })
})

it('become the choice of the system when they are unplugged', async () => {
  const tap = tapOutput()
  const { player } = await startedPlayer()
  await player.selectDevice(id(first))
  await wait(50)
  const { mediaDevices } = navigator
  const platform = mediaDevices.enumerateDevices.bind(mediaDevices)
  mediaDevices.enumerateDevices = async () =>
    (await platform()).filter(({ label }) => label !== first)
  onTestFinished(() => void Reflect.deleteProperty(mediaDevices, 'enumerateDevices'))
  mediaDevices.dispatchEvent(new Event('devicechange'))
  await expect.poll(() => player.state.get().deviceId).toBe(null)
  expect(player.state.get().notice).toMatchObject({ code: 'device_changed' })
  expect(player.state.get().notice?.message).toContain(first)
  await expect.poll(() => sinkOf(tap.context())).toBe('')
})

it('are not changed for another player of the page', async () => {
  const tap = tapOutput()
  const elements = playedElements()
  const one = await startedPlayer()
  const two = await startedPlayer()
  const context = tap.context()
  await one.player.selectDevice(id(second))
  expect(sinkOf(context)).toBe('')
  expect([...elements].map(({ sinkId, paused }) => [sinkId, paused])).toEqual([[id(second), false]])
  one.player.play('a', 0, noisePcm(4800))
  one.player.end('a')
  two.player.play('b', 0, noisePcm(4800))
  two.player.end('b')
  await expect.poll(() => one.events).toEqual(['started a', 'drained a'])
  await expect.poll(() => two.events).toEqual(['started b', 'drained b'])
  await wait(100)
  expect(tap.sound().length).toBe(4800)
})

it('that one player has chosen are not those of a player that comes later', async () => {
  const tap = tapOutput()
  const { player } = await startedPlayer()
  await player.selectDevice(id(second))
  const late = tapOutput()
  await startedPlayer()
  expect(late.context()).not.toBe(tap.context())
  expect(sinkOf(late.context())).toBe('')
})

it('are reached through an element where that is the route', async () => {
  const elements = playedElements()
  const { player, events } = await startedPlayer({ outputRoute: 'element' })
  const [element] = elements
  await player.selectDevice(id(first))
  expect(element?.sinkId).toBe(id(first))
  player.play('a', 0, noisePcm(4800))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
  player.rebind()
  await expect.poll(() => element?.paused).toBe(false)
  player.stop()
  expect(element?.paused).toBe(true)
  expect(element?.srcObject).toBe(null)
})
