import { AudioPlayer } from '../../../src/index.ts'
import { tapOutput } from './tapOutput.ts'

/** A player that runs, what it said since, and all that it lets out. */
export async function startPlayer() {
  const tap = tapOutput()
  const player = new AudioPlayer()
  const events: string[] = []
  player.listen({
    started: (itemId) => events.push(`started ${itemId}`),
    drained: (itemId) => events.push(`drained ${itemId}`),
  })
  await player.start()
  await tap.ready()
  return { player, events, tap }
}
