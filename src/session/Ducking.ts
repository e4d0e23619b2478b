import type { Player } from '../audio/Player.ts'

/** A fifth of the volume: still followed, easily talked over. */
const DUCKED = 0.2

/** Lowers the sound while it is unsure whether the user talks, and brings it back. */
export class Ducking {
  #lowered: { readonly player: Player; readonly volume: number } | null = null

  duck(player: Player): void {
    this.unduck()
    const { volume } = player.state.get()
    this.#lowered = { player, volume }
    player.setVolume(volume * DUCKED)
  }

  unduck(): void {
    const lowered = this.#lowered
    this.#lowered = null
    lowered?.player.setVolume(lowered.volume)
  }
}
