import type { VoiceError } from '../../base/errors.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { without } from '../turn.ts'
import { changeCall, findCall } from './callItem.ts'
import { post } from './post.ts'
import { andThen, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

interface Answer {
  readonly status: ConversationItem['status']
  readonly output: string
  readonly problem?: VoiceError | undefined
  /** Nobody waits to hear of it. */
  readonly isQuiet?: boolean
}

export const errorOutput = (error: string) => JSON.stringify({ error })

/** A call that waits for consent. */
export const asked = (state: SessionState, callId: string): ConversationItem | undefined => {
  const item = findCall(state, callId)
  return item?.status === 'awaiting-approval' ? item : undefined
}

/** Gives the model its answer, once for each call. */
export function answer(state: SessionState, callId: string, given: Answer): Step {
  const { turn } = state
  const openCalls = without(turn.openCalls, callId)
  const questions = without(turn.questions, callId)
  const closed = { ...state, turn: { ...turn, openCalls, questions } }
  return answerItem(closed, callId, findCall(state, callId)?.id, given)
}

/** Gives the model an answer to the call that this item is. */
export function answerItem(
  state: SessionState,
  callId: string,
  itemId: string | undefined,
  given: Answer,
): Step {
  const { output, isQuiet, ...facts } = given
  const shown = changeCall(state, itemId, facts, { output })
  const outputs = isQuiet ? state.turn.outputs : 'unseen'
  const posted = post(
    { ...shown, turn: { ...state.turn, outputs } },
    {
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: callId, output },
    },
  )
  const { problem } = given
  return problem ? andThen(posted, (next) => trouble(next, problem)) : posted
}
