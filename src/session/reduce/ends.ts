import { changeItem, changeItems, type Conversation } from '../conversation.ts'
import type { Effect } from '../events.ts'
import { isOpen } from '../finishItem.ts'
import type { SessionState } from '../state.ts'
import { restingTurn, withCut, type Turn, sounding } from '../turn.ts'
import { hangUp } from './spoken.ts'
import { andThen, nothing, type Step } from './Step.ts'

type CutBy = 'user' | 'line'

/** What was complete is still heard; everything else of the line is over. */
export function loseTurn(state: SessionState, cutBy: CutBy): Step {
  const { turn } = state
  const playing = sounding(turn)
  const isBroken = playing.some((id) => !turn.complete.includes(id))
  const cut = withCut(turn, [
    turn.response ?? undefined,
    ...(isBroken ? playing.map((id) => turn.of[id]) : []),
  ])
  const lost: Turn = {
    ...cut,
    hears: false,
    due: null,
    doomed: null,
    response: null,
    asked: null,
    pause: null,
    aside: [],
    asideDue: 0,
    ducked: false,
    ...(isBroken && { audible: null, queued: [] }),
  }
  const conversation = markCut(state.conversation, isBroken ? playing : [], cutBy)
  const effects: Effect[] = []
  if (isBroken) effects.push({ type: 'interruptPlayer' })
  // Nobody will say whether the user talks.
  if (turn.ducked) effects.push({ type: 'unduck' })
  return [hangUp({ ...state, turn: lost, conversation }), effects]
}

const markCut = (
  conversation: Conversation,
  playing: readonly string[],
  cutBy: CutBy,
): Conversation =>
  conversation.items
    .filter(
      ({ id, role, status }) =>
        playing.includes(id) || (role === 'assistant' && status === 'in-progress'),
    )
    .reduce(
      (all, { id }) => changeItem(all, id, (item) => ({ ...item, status: 'interrupted', cutBy })),
      conversation,
    )

/** What was not sent never will be, and nobody waits for a call any more. */
const endOpen = (conversation: Conversation, cutBy: CutBy): Conversation =>
  changeItems(conversation, (item) => {
    if (item.status === 'pending') return { ...item, status: 'failed' }
    return isOpen(item) ? { ...item, status: 'interrupted', cutBy } : item
  })

/** Nothing more can come of this conversation. Sound that was complete plays out. */
export function end(state: SessionState, cutBy: CutBy): Step {
  return andThen(loseTurn(state, cutBy), (lost) => {
    const { audible, queued, complete, of, cut } = lost.turn
    const turn = { ...restingTurn, audible, queued, complete, of, cut }
    return [{ ...lost, turn, outbox: [], conversation: endOpen(lost.conversation, cutBy) }, nothing]
  })
}
