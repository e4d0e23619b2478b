import type { Player } from '../audio/Player.ts'
import { VoiceError } from '../base/errors.ts'
import type { OwnEvent } from './events.ts'

/** Says what can be heard of a player, and that nothing can be any more. */
export function watchPlayer(
  player: Player,
  happen: (event: OwnEvent) => void,
  failed: (error: VoiceError) => void,
): () => void {
  const offs = [
    player.listen({
      started: (itemId, atMs) => happen({ type: 'player.started', itemId, atMs }),
      drained: (itemId) => happen({ type: 'player.drained', itemId }),
    }),
    player.state.subscribe(() => {
      const { status, error } = player.state.get()
      if (status === 'failed') failed(error ?? new VoiceError('audio_failed'))
    }),
  ]
  return () => {
    for (const off of offs) off()
  }
}
