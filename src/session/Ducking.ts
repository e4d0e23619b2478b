import type { Player } from '../audio/Player.ts'

/** A fifth of the volume: still followed, easily talked over. */
const DUCKED = 0.2

/** Lowers the sound while it is unsure whether the user talks, and brings it back. */
export class Ducking {
  #restore: (() => void) | null = null

  duck(player: Player): void {
    this.unduck()
    if (player.duck) {
      player.duck(DUCKED)
      this.#restore = () => player.duck?.(1)
    } else this.#restore = lowerVolume(player)
  }

  unduck(): void {
    const restore = this.#restore
    this.#restore = null
    restore?.()
  }
}

function lowerVolume(player: Player): () => void {
  const { volume } = player.state.get()
  player.setVolume(volume * DUCKED)
  const lowered = player.state.get().volume
  return () => {
    // Otherwise somebody has chosen another one meanwhile.
    if (player.state.get().volume === lowered) player.setVolume(volume)
  }
}
