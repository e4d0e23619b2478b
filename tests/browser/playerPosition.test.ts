import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer } from '../../src/audio/AudioPlayer.ts'
import { noisePcm } from '../audio/signals.ts'
import { tapOutput, wait } from './audioTap.ts'

/** A loudspeaker as far away as a wireless one, and a browser that says so. */
const far = (latencySeconds: number) =>
  class extends AudioContext {
    override getOutputTimestamp(): AudioTimestamp {
      return {}
    }
    constructor(options?: AudioContextOptions) {
      super(options)
      Object.defineProperty(this, 'outputLatency', { value: latencySeconds })
      Object.defineProperty(this, 'baseLatency', { value: 0 })
    }
  }

async function playingPlayer(latencySeconds: number) {
  const tap = tapOutput()
  const player = new AudioPlayer({ AudioContext: far(latencySeconds) })
  onTestFinished(() => player.stop())
  let started = false
  player.listen({ started: () => (started = true), drained: () => {} })
  await player.start()
  await tap.ready()
  player.play('a', 0, noisePcm(72_000))
  await expect.poll(() => started).toBe(true)
  return { player, tap }
}

it('is what the ear hears, behind what was rendered by the latency of the loudspeaker', async () => {
  const { player, tap } = await playingPlayer(0.3)
  await wait(600)
  const ear = player.position()?.heardMs ?? NaN
  const [a] = await player.interrupt()
  await wait(100)
  const rendered = tap.sound().length / 24
  // What is told to a service is what was rendered: nobody can call it back.
  expect(Math.abs((a?.heardMs ?? NaN) - rendered)).toBeLessThan(2)
  expect(rendered - ear).toBeGreaterThan(290)
  expect(rendered - ear).toBeLessThan(450)
})

it('is at the start until the first sample reaches the ear', async () => {
  const { player } = await playingPlayer(1.5)
  expect(player.position()).toMatchObject({ itemId: 'a', heardMs: 0 })
})
