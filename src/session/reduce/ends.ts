import { changeItem, type Conversation } from '../conversation.ts'
import type { SessionState } from '../state.ts'
import { restingTurn, withCut, type Turn, sounding } from '../turn.ts'
import { dropUnspoken } from './speech.ts'
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
    ...(isBroken && { audible: null, queued: [] }),
  }
  const conversation = markCut(state.conversation, isBroken ? playing : [], cutBy)
  return [
    dropUnspoken({ ...state, turn: lost, conversation }),
    isBroken ? [{ type: 'interruptPlayer' }] : nothing,
  ]
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

const failPending = (conversation: Conversation): Conversation =>
  conversation.items
    .filter((item) => item.status === 'pending')
    .reduce(
      (all, { id }) => changeItem(all, id, (item) => ({ ...item, status: 'failed' })),
      conversation,
    )

/** Nothing more can come of this conversation. Sound that was complete plays out. */
export function end(state: SessionState, cutBy: CutBy): Step {
  return andThen(loseTurn(state, cutBy), (lost) => {
    const { audible, queued, complete, of, cut } = lost.turn
    const turn = { ...restingTurn, audible, queued, complete, of, cut }
    return [{ ...lost, turn, outbox: [], conversation: failPending(lost.conversation) }, nothing]
  })
}
