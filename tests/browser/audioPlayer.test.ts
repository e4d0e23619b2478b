import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import { chunked, noisePcm, tonePcm } from '../audio/signals.ts'
import { block, firstDifference, tapOutput, wait } from './audioTap.ts'

function newPlayer(options?: AudioPlayerOptions) {
  const player = new AudioPlayer(options)
  const events: string[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
  })
  onTestFinished(() => player.stop())
  return { player, events }
}

async function startedPlayer() {
  const tap = tapOutput()
  const made = newPlayer()
  await made.player.start()
  await tap.ready()
  return { ...made, tap }
}

it('plays every sample of two items, one after the other, from base64 that is cut anywhere', async () => {
  const { player, events, tap } = await startedPlayer()
  const pcm = noisePcm(12_000)
  const bytes = new Uint8Array(pcm.buffer)
  for (let at = 0; at < 16_000; at += 1601)
    player.play(
      'a',
      0,
      btoa(String.fromCharCode(...bytes.subarray(at, Math.min(at + 1601, 16_000)))),
    )
  player.end('a')
  for (const chunk of chunked(pcm.slice(8000), [333])) player.play('b', 0, chunk)
  player.end('b')
  await expect
    .poll(() => events, { timeout: 3000 })
    .toEqual(['started a', 'started b', 'drained a', 'drained b'])
  expect(player.state.get()).toMatchObject({ status: 'running', isPlaying: false, error: null })
  await wait(100)
  expect(firstDifference(tap.sound(), pcm)).toBe(-1)
})

it('loses nothing of what is played before it has started', async () => {
  const { player, events } = newPlayer()
  player.play('a', 0, noisePcm(2400))
  const started = player.start()
  expect(player.state.get().status).toBe('starting')
  player.play('b', 0, noisePcm(2400))
  player.end('a')
  player.end('b')
  await started
  await expect.poll(() => events).toEqual(['started a', 'started b', 'drained a', 'drained b'])
})

it('answers, to the sample, what had left for the ear when it was interrupted, and is silent then', async () => {
  const { player, events, tap } = await startedPlayer()
  player.play('a', 2, noisePcm(48_000))
  player.play('b', 0, noisePcm(2400))
  await expect.poll(() => events).toEqual(['started a'])
  await wait(200)
  expect(player.state.get().isPlaying).toBe(true)
  expect(player.meter.read()).toBeGreaterThan(0.5)
  const about = player.position()
  const answer = player.interrupt()
  expect(player.state.get().isPlaying).toBe(false)
  const [a, b] = await answer
  await wait(200)
  player.meter.read()
  await wait(500)
  expect(player.meter.read()).toBeLessThan(0.05)
  // The last sample of the fade is silence, and cannot be told from what follows.
  const recorded = tap.sound().length + 1
  expect(a).toEqual({
    itemId: 'a',
    contentIndex: 2,
    heardMs: Math.floor(recorded / 24),
    receivedMs: 2000,
  })
  expect(b).toEqual({ itemId: 'b', contentIndex: 0, heardMs: 0, receivedMs: 100 })
  expect(Math.abs((about?.heardMs ?? 0) - (a?.heardMs ?? 0))).toBeLessThan(60)
  expect(events).toEqual(['started a'])
  expect(await player.interrupt()).toEqual([])
})

it('plays an item that comes right after an interruption whole', async () => {
  const { player, events, tap } = await startedPlayer()
  player.play('a', 0, tonePcm(24_000))
  await expect.poll(() => events).toEqual(['started a'])
  const answer = player.interrupt()
  player.play('b', 0, noisePcm(4800))
  player.end('b')
  expect((await answer).map(({ itemId }) => itemId)).toEqual(['a'])
  await expect.poll(() => events).toEqual(['started a', 'started b', 'drained b'])
  await wait(100)
  expect(firstDifference(tap.sound().slice(-4800), noisePcm(4800))).toBe(-1)
})

it('answers two cuts in one breath each with its own counts', async () => {
  const { player, events, tap } = await startedPlayer()
  player.play('a', 0, noisePcm(48_000))
  await expect.poll(() => events).toEqual(['started a'])
  // Far enough from the last report that an estimate would be another number.
  await wait(313)
  const first = player.interrupt()
  player.play('b', 0, noisePcm(2400))
  const second = player.interrupt()
  const [[a], [b]] = await Promise.all([first, second])
  await wait(100)
  // The last sample of the fade is silence, and cannot be told from what follows.
  const recorded = tap.sound().length + 1
  expect(a).toMatchObject({ itemId: 'a', heardMs: Math.floor(recorded / 24), receivedMs: 2000 })
  expect(b).toEqual({ itemId: 'b', contentIndex: 0, heardMs: 0, receivedMs: 100 })
})

it('leaves items that were drained out of the answer', async () => {
  const { player, events } = await startedPlayer()
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
  expect(await player.interrupt()).toEqual([])
})

it('lets the answer alone speak of what was cut, also when the end of it was on its way', async () => {
  const { player, events } = await startedPlayer()
  player.play('a', 0, noisePcm(4800))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a'])
  block(500)
  expect(await player.interrupt()).toEqual([
    { itemId: 'a', contentIndex: 0, heardMs: 200, receivedMs: 200 },
  ])
  await wait(100)
  expect(events).toEqual(['started a'])
})

it('answers that nothing was heard when it is interrupted before it has started', async () => {
  const { player, events } = newPlayer()
  const started = player.start()
  player.play('a', 0, noisePcm(2400))
  expect(await player.interrupt()).toEqual([
    { itemId: 'a', contentIndex: 0, heardMs: 0, receivedMs: 100 },
  ])
  player.play('b', 0, noisePcm(2400))
  player.end('b')
  await started
  await expect.poll(() => events).toEqual(['started b', 'drained b'])
})

it('estimates what was heard when the worklet does not answer', async () => {
  const { player, events } = await startedPlayer()
  player.play('a', 0, noisePcm(48_000))
  await expect.poll(() => events).toEqual(['started a'])
  await wait(300)
  const platform = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = () => {}
  onTestFinished(() => {
    MessagePort.prototype.postMessage = platform
  })
  const before = performance.now()
  const [a] = await player.interrupt()
  MessagePort.prototype.postMessage = platform
  expect(performance.now() - before).toBeLessThan(500)
  expect(a?.heardMs).toBeGreaterThan(150)
  expect(a?.heardMs).toBeLessThanOrEqual(2000)
})

it('changes the volume of the sound and not of what was heard', async () => {
  const { player, events, tap } = await startedPlayer()
  player.setVolume(0.5)
  await wait(50)
  player.play(
    'a',
    0,
    Int16Array.from({ length: 4800 }, () => 20_000),
  )
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
  await wait(100)
  expect(new Set(tap.sound())).toEqual(new Set([10_000]))
  expect(player.state.get().volume).toBe(0.5)
  player.setVolume(7)
  expect(player.state.get().volume).toBe(1)
})

it('shares one context among the players of a page, and closes it with the last one', async () => {
  const contexts = new Set<BaseAudioContext>()
  const platform = AudioNode.prototype.connect
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    contexts.add(this.context)
    const connected: unknown = Reflect.apply(platform, this, to)
    return connected
  } as typeof platform
  onTestFinished(() => {
    AudioNode.prototype.connect = platform
  })
  const [one, two] = [newPlayer().player, newPlayer().player]
  await Promise.all([one.start(), two.start()])
  expect(contexts.size).toBe(1)
  const [context] = contexts
  one.stop()
  expect(context?.state).toBe('running')
  expect(context?.sampleRate).toBe(24_000)
  two.stop()
  await expect.poll(() => context?.state).toBe('closed')
})

it('says so when the worklet cannot be loaded, and can be started again', async () => {
  const { player } = newPlayer({ workletUrl: '/no/such/worklet.js' })
  await expect(player.start()).rejects.toMatchObject({ code: 'worklet_load_failed' })
  expect(player.state.get()).toMatchObject({
    status: 'failed',
    error: { code: 'worklet_load_failed' },
  })
  await expect(player.start()).rejects.toMatchObject({ code: 'worklet_load_failed' })
})

it('stays stopped when it is stopped while it starts', async () => {
  const { player, events } = newPlayer()
  const started = player.start()
  player.play('a', 0, noisePcm(24_000))
  player.stop()
  await started
  await wait(100)
  expect(player.state.get()).toEqual({
    status: 'off',
    isPlaying: false,
    volume: 1,
    error: null,
    deviceId: null,
    notice: null,
  })
  expect(events).toEqual([])
})

it('says nothing of a worklet that fails after it was stopped', async () => {
  const { player } = newPlayer({ workletUrl: '/no/such/worklet.js' })
  const started = player.start()
  player.stop()
  await started
  expect(player.state.get()).toMatchObject({ status: 'off', error: null })
})

it('says nothing any more after a stop, and starts anew', async () => {
  const { player, events } = await startedPlayer()
  player.play('a', 0, noisePcm(24_000))
  await expect.poll(() => events).toEqual(['started a'])
  player.stop()
  player.stop()
  await player.start()
  player.play('b', 0, noisePcm(2400))
  player.end('b')
  await expect.poll(() => events).toEqual(['started a', 'started b', 'drained b'])
})

/** A context as in a page that nobody has clicked yet: its promise to resume does not settle. */
function blockedContext() {
  const made: AudioContext[] = []
  let clicked = false
  class Blocked extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      made.push(this)
      void super.suspend()
    }
    override resume(): Promise<void> {
      return clicked ? super.resume() : new Promise(() => {})
    }
  }
  return { Blocked, click: () => (clicked = true) }
}

it('keeps the sound while the browser wants a click, and plays it after one', async () => {
  const { Blocked, click } = blockedContext()
  const { player, events } = newPlayer({ AudioContext: Blocked })
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  await player.start()
  expect(player.state.get()).toMatchObject({
    status: 'blocked',
    error: { code: 'audio_blocked', severity: 'warning' },
  })
  expect(events).toEqual([])
  click()
  await player.start()
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('plays at the rate of the device where a context at 24 kHz cannot be had', async () => {
  class Stubborn extends AudioContext {
    constructor(options?: AudioContextOptions) {
      if (options?.sampleRate !== undefined) throw new DOMException('no', 'NotSupportedError')
      super(options)
    }
  }
  const { player, events } = newPlayer({ AudioContext: Stubborn })
  await player.start()
  player.play('a', 0, noisePcm(48_000))
  await expect.poll(() => events).toEqual(['started a'])
  await wait(300)
  const [a] = await player.interrupt()
  expect(a?.heardMs).toBeGreaterThan(250)
  expect(a?.heardMs).toBeLessThan(1500)
})

const badBase64: unknown = expect.objectContaining({
  name: 'VoiceError',
  code: 'protocol_warning',
})

it('throws what is not base64, leaves it out, and plays on', async () => {
  const { player, events } = await startedPlayer()
  expect(() => player.play('a', 0, 'no base64 at all!')).toThrow(badBase64)
  expect(player.state.get()).toMatchObject({ status: 'running', error: null })
  player.play('a', 0, pcm16ToBase64(noisePcm(2400)))
  player.end('a')
  await expect.poll(() => events).toEqual(['started a', 'drained a'])
})

it('says that an item is over of which no sample came, each in its place', async () => {
  const { player, events } = newPlayer()
  player.play('early', 0, '')
  player.end('early')
  expect(() => player.play('early and bad', 0, '%%%%')).toThrow(badBase64)
  player.end('early and bad')
  await player.start()
  player.play('a', 0, noisePcm(2400))
  player.end('a')
  player.play('empty', 0, '')
  player.end('empty')
  player.play('half', 0, 'AA==')
  player.end('half')
  expect(() => player.play('bad', 0, '%%%%')).toThrow(badBase64)
  player.end('bad')
  player.end('never played')
  await expect.poll(() => events).toContain('drained bad')
  await wait(100)
  const drained = events.filter((event) => event.startsWith('drained'))
  expect(drained).toEqual(
    ['early', 'early and bad', 'a', 'empty', 'half', 'bad'].map((itemId) => `drained ${itemId}`),
  )
  expect(events.filter((event) => event.startsWith('started'))).toEqual(['started a'])
  expect(player.state.get().isPlaying).toBe(false)
})

it('says nothing of an item without a sample that was cut', async () => {
  const { player, events } = await startedPlayer()
  player.play('a', 0, '')
  expect(() => player.play('b', 0, '%%%%')).toThrow(badBase64)
  player.end('b')
  const answer = player.interrupt()
  player.end('a')
  expect(await answer).toEqual([])
  player.play('c', 0, '')
  player.end('c')
  await expect.poll(() => events).toEqual(['drained c'])
})
