import { changeItem } from '../conversation.ts'
import type { Effect } from '../events.ts'
import { ofItem } from '../soundId.ts'
import { without, type Turn, sounding } from '../turn.ts'
import { byItem, correct, cutItem } from './hearing.ts'
import { nothing, unchanged, type Rows } from './Step.ts'

/** Forgets an item that is not heard any more. */
function forget(turn: Turn, itemId: string): Turn {
  const of = Object.fromEntries(
    Object.entries(turn.of).filter(([id, owner]) => id !== itemId || owner === turn.response),
  )
  return {
    ...turn,
    of,
    audible: turn.audible === itemId ? null : turn.audible,
    queued: without(turn.queued, itemId),
    complete: without(turn.complete, itemId),
    carried: without(turn.carried, itemId),
    silenced: without(turn.silenced, itemId),
  }
}

/** What comes out of the loudspeaker, as whoever carries the sound reports it. */
export const player: Rows<
  | 'player.started'
  | 'player.drained'
  | 'player.interrupted'
  | 'sound.lost'
  | 'local.speech'
  | 'local.timeout'
> = {
  'player.started': (state, { itemId }) => {
    // One that was cut a moment ago may still report its first sample.
    if (!state.turn.queued.includes(itemId)) return unchanged(state)
    const queued = without(state.turn.queued, itemId)
    return [{ ...state, turn: { ...state.turn, queued, audible: itemId } }, nothing]
  },
  'player.drained': (state, { itemId }) => {
    const { turn } = state
    if (turn.audible !== itemId && !turn.queued.includes(itemId)) return unchanged(state)
    const unduck: readonly Effect[] = turn.ducked ? [{ type: 'unduck' }] : nothing
    return [{ ...state, turn: { ...forget(turn, itemId), ducked: false } }, unduck]
  },
  'player.interrupted': (state, { heard }) => {
    const all = byItem(state, heard)
    const effects = all.flatMap((one) => correct(state, one))
    const conversation = all.reduce(
      (cut, one) => changeItem(cut, one.itemId, (item) => cutItem(state, item, one)),
      state.conversation,
    )
    const turn = heard.reduce((facts, one) => forget(facts, one.itemId), state.turn)
    const told: Effect = { type: 'tell', heard: heard.map(ofItem) }
    return [{ ...state, conversation, turn }, [...effects, told]]
  },
  'sound.lost': (state) => {
    const lost = sounding(state.turn)
    return [{ ...state, turn: { ...lost.reduce(forget, state.turn), ducked: false } }, nothing]
  },
  'local.speech': (state) =>
    state.turn.audible === null || state.turn.ducked
      ? unchanged(state)
      : [{ ...state, turn: { ...state.turn, ducked: true } }, [{ type: 'duck' }]],
  'local.timeout': (state) =>
    state.turn.ducked
      ? [{ ...state, turn: { ...state.turn, ducked: false } }, [{ type: 'unduck' }]]
      : unchanged(state),
}
