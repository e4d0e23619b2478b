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
  const item = findCall(state.conversation, callId)
  return item?.status === 'awaiting-approval' ? item : undefined
}

/** Gives the model its answer, once for each call. */
export function answer(state: SessionState, callId: string, given: Answer): Step {
  const { turn } = state
  const { output, isQuiet, ...facts } = given
  const openCalls = without(turn.openCalls, callId)
  const questions = without(turn.questions, callId)
  const shown = changeCall(state, callId, facts, { output })
  const outputs = isQuiet ? turn.outputs : 'unseen'
  const posted = post(
    { ...shown, turn: { ...turn, openCalls, questions, outputs } },
    {
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: callId, output },
    },
  )
  const { problem } = given
  return problem ? andThen(posted, (next) => trouble(next, problem)) : posted
}
