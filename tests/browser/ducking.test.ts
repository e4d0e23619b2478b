import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer } from '../../src/audio/AudioPlayer.ts'
import { tapOutput, wait } from './audioTap.ts'

const level = (samples: number) => new Int16Array(samples).fill(20_000)

async function startedPlayer() {
  const tap = tapOutput()
  const player = new AudioPlayer()
  const drained: string[] = []
  player.listen({ started: () => undefined, drained: (itemId) => drained.push(itemId) })
  onTestFinished(() => player.stop())
  await player.start()
  await tap.ready()
  const play = async (itemId: string) => {
    await wait(50)
    player.play(itemId, 0, level(4800))
    player.end(itemId)
    await expect.poll(() => drained).toContain(itemId)
    await wait(100)
  }
  /** Every loudness that was heard so far. */
  const heard = () => [...new Set(tap.sound())].filter((sample) => sample !== 0)
  return { player, heard, play }
}

it('lowers what is heard to its share, leaves the volume, and keeps one that is set meanwhile', async () => {
  const { player, heard, play } = await startedPlayer()
  player.setVolume(0.5)
  player.duck(0.2)
  await play('a')
  expect(player.state.get().volume).toBe(0.5)
  expect(heard()).toEqual([2000])
  player.setVolume(1)
  await play('b')
  expect(heard()).toEqual([2000, 4000])
  player.duck(1)
  await play('c')
  expect(heard()).toEqual([2000, 4000, 20_000])
  expect(player.state.get().volume).toBe(1)
})
