import type { Player } from '../audio/Player.ts'

/** A fifth of the volume: still followed, easily talked over. */
const DUCKED = 0.2

/** Lowers the sound while it is unsure whether the user talks, and brings it back. */
export class Ducking {
  #restore: (() => void) | null = null

  duck(player: Player): void {
    this.unduck()
    this.#restore = player.duck ? lower(player, player.duck) : lowerByVolume(player)
  }

  unduck(): void {
    const restore = this.#restore
    this.#restore = null
    restore?.()
  }
}

function lower(player: Player, duck: (share: number) => void): () => void {
  duck.call(player, DUCKED)
  return () => duck.call(player, 1)
}

function lowerByVolume(player: Player): () => void {
  const { volume } = player.state.get()
  player.setVolume(volume * DUCKED)
  const lowered = player.state.get().volume
  return () => {
    // Somebody chose another one meanwhile.
    if (player.state.get().volume === lowered) player.setVolume(volume)
  }
}
