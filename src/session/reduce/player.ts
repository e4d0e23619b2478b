import type { Heard } from '../../audio/Player.ts'
import { changeItem } from '../conversation.ts'
import type { Effect } from '../events.ts'
import { ofItem } from '../soundId.ts'
import { isCut, without, type Turn, sounding } from '../turn.ts'
import type { SessionState } from '../state.ts'
import { closeTurn } from './endTurn.ts'
import { byItem, correct, cutItem } from './hearing.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

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

/**
 * Whether the end of an item is news. It may come when the next one is audible, because that begins in the same moment;
 * of what was cut the player tells by itself.
 */
const isKnown = (turn: Turn, itemId: string): boolean =>
  sounding(turn).includes(itemId) ||
  (turn.complete.includes(itemId) && !isCut(turn, turn.of[itemId]))

/** How much was heard of what was stopped, and what the service must be told of it. */
function hearOf(state: SessionState, heard: readonly Heard[]): Step {
  const all = byItem(state, heard)
  const effects = all.flatMap((one) => correct(state, one))
  const conversation = all.reduce(
    (cut, one) => changeItem(cut, one.itemId, (item) => cutItem(state, item, one)),
    state.conversation,
  )
  const turn = heard.reduce((facts, one) => forget(facts, one.itemId), state.turn)
  const told: Effect = { type: 'tell', heard: heard.map(ofItem) }
  return [{ ...state, conversation, turn }, [...effects, told]]
}

/** What comes out of the loudspeaker, as whoever carries the sound reports it. */
export const player: Rows<
  'player.started' | 'player.drained' | 'player.interrupted' | 'sound.unheard' | 'sound.lost'
> = {
  'player.started': (state, { itemId }) => {
    // One that was cut a moment ago may still report its first sample.
    if (!state.turn.queued.includes(itemId)) return unchanged(state)
    const queued = without(state.turn.queued, itemId)
    const heard: SessionState = { ...state, turn: { ...state.turn, queued, audible: itemId } }
    // From here on the service hears nothing that would end the turn that it is in.
    return state.bargeIn === 'off' && state.turn.hears === 'service'
      ? closeTurn(heard)
      : [heard, nothing]
  },
  'player.drained': (state, { itemId }) => {
    if (!isKnown(state.turn, itemId)) return unchanged(state)
    const turn = forget(state.turn, itemId)
    // Where the next one follows without a gap, the dip is over that one now.
    const ducked = turn.ducked && turn.audible !== null
    const unduck: readonly Effect[] = turn.ducked && !ducked ? [{ type: 'unduck' }] : nothing
    return [{ ...state, turn: { ...turn, ducked } }, unduck]
  },
  'player.interrupted': (state, { heard }) => hearOf(state, heard),
  'sound.unheard': (state, { heard }) => {
    const ids = heard.map(({ itemId }) => itemId).filter((id) => sounding(state.turn).includes(id))
    const { audible, ducked, silenced } = state.turn
    const isLow = ducked && audible !== null && ids.includes(audible)
    const turn = { ...state.turn, silenced: [...silenced, ...ids], ducked: ducked && !isLow }
    const unduck: readonly Effect[] = isLow ? [{ type: 'unduck' }] : nothing
    return andThen([{ ...state, turn }, unduck], (now) => hearOf(now, heard))
  },
  'sound.lost': (state) => {
    const lost = sounding(state.turn)
    return [{ ...state, turn: { ...lost.reduce(forget, state.turn), ducked: false } }, nothing]
  },
}
