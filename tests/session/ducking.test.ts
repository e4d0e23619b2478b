import { describe, expect, it } from 'vitest'
import type { Player } from '../../src/audio/Player.ts'
import { Ducking } from '../../src/session/Ducking.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'

it('lowers what is heard, and leaves the volume that a slider shows', () => {
  const player = new ClockedPlayer()
  const ducking = new Ducking()
  player.setVolume(0.5)
  let told = 0
  player.state.subscribe(() => told++)
  ducking.duck(player)
  expect(player.gain).toBeCloseTo(0.1)
  expect(player.state.get().volume).toBe(0.5)
  ducking.unduck()
  expect(player.gain).toBe(0.5)
  expect(told).toBe(0)
})

it('keeps a volume that was chosen meanwhile', () => {
  const player = new ClockedPlayer()
  const ducking = new Ducking()
  ducking.duck(player)
  player.setVolume(0.6)
  expect(player.gain).toBeCloseTo(0.12)
  ducking.unduck()
  expect(player.gain).toBe(0.6)
})

it('lowers a player once, however often it is asked', () => {
  const player = new ClockedPlayer()
  const ducking = new Ducking()
  ducking.duck(player)
  ducking.duck(player)
  expect(player.gain).toBeCloseTo(0.2)
  ducking.unduck()
  expect(player.gain).toBe(1)
})

it('gives the one before back when another is lowered', () => {
  const [old, player] = [new ClockedPlayer(), new ClockedPlayer()]
  const ducking = new Ducking()
  ducking.duck(old)
  ducking.duck(player)
  expect([old.gain, player.gain]).toEqual([1, 0.2])
})

describe('a player of somebody else, which has only a volume', () => {
  const own = () => {
    const real = new ClockedPlayer()
    const player: Player = {
      state: real.state,
      meter: real.meter,
      start: () => real.start(),
      stop: () => real.stop(),
      setVolume: (volume) => real.setVolume(volume),
      listen: (listener) => real.listen(listener),
      play: (...sound) => real.play(...sound),
      end: (itemId) => real.end(itemId),
      interrupt: () => real.interrupt(),
      position: () => real.position(),
    }
    return { player, volume: () => real.state.get().volume }
  }

  it('is lowered by it', () => {
    const { player, volume } = own()
    const ducking = new Ducking()
    ducking.duck(player)
    expect(volume()).toBeCloseTo(0.2)
    ducking.unduck()
    expect(volume()).toBe(1)
  })

  it('is left as loud as was chosen meanwhile', () => {
    const { player, volume } = own()
    const ducking = new Ducking()
    ducking.duck(player)
    player.setVolume(0.6)
    ducking.unduck()
    expect(volume()).toBe(0.6)
  })
})
