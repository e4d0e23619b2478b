import type { Player } from '../audio/Player.ts'
import { VoiceError } from '../base/errors.ts'
import type { OwnEvent } from './events.ts'

/** Says what can be heard of a player, and that nothing can be any more. */
export function watchPlayer(
  player: Player,
  happen: (event: OwnEvent) => void,
  failed: (error: VoiceError) => void,
): () => void {
  let { notice: noticed } = player.state.get()
  const offs = [
    player.listen({
      started: (itemId, atMs) => happen({ type: 'player.started', itemId, atMs }),
      drained: (itemId) => happen({ type: 'player.drained', itemId }),
      unheard: (heard) => happen({ type: 'sound.unheard', heard }),
    }),
    player.state.subscribe(() => {
      const { status, error, notice } = player.state.get()
      if (notice && notice !== noticed) happen({ type: 'trouble', error: notice })
      noticed = notice
      if (status === 'failed') failed(error ?? new VoiceError('audio_failed'))
    }),
  ]
  return () => {
    for (const off of offs) off()
  }
}
