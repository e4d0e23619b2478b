import { isOpen } from '../finishItem.ts'
import type { SessionState } from '../state.ts'
import { without } from '../turn.ts'
import { asked } from './answer.ts'
import { changeCall, findCall } from './callItem.ts'
import { nothing, unchanged, type Step } from './Step.ts'

const withQuestion = (state: SessionState, callId: string): SessionState => {
  const { turn } = state
  const questions = [...without(turn.questions, callId), callId]
  const openCalls = without(turn.openCalls, callId)
  return { ...state, turn: { ...turn, openCalls, questions } }
}

/** One of our calls must not be run before the user consents. */
export function ask(state: SessionState, callId: string): Step {
  const { turn } = state
  if (!turn.openCalls.includes(callId)) return unchanged(state)
  const item = findCall(state, callId)
  if (item && isOpen(item)) {
    const shown = changeCall(state, item.id, { status: 'awaiting-approval' })
    return [withQuestion(shown, callId), nothing]
  }
  // Taken out, or answered by the app, while it was unsure whether to ask: there is nothing to consent to.
  const openCalls = without(turn.openCalls, callId)
  return [{ ...state, turn: { ...turn, openCalls } }, [{ type: 'abortTool', callId }]]
}

/** A remote server must not be called by the service before the user consents. */
export const askRemote = (state: SessionState, callId: string): Step =>
  asked(state, callId) ? [withQuestion(state, callId), nothing] : unchanged(state)

/**
 * A turn waits for the user until it is answered, or until the next response begins: that one is about something else.
 *
 * The question itself stays, and may be answered at any time.
 */
export function heedQuestions(before: SessionState, step: Step): Step {
  const [state, effects] = step
  const { turn } = state
  if (turn.questions.length === 0) return step
  const isNext = turn.response !== null && turn.response !== before.turn.response
  const questions = isNext ? [] : turn.questions.filter((callId) => asked(state, callId))
  if (questions.length === turn.questions.length) return step
  return [{ ...state, turn: { ...turn, questions } }, effects]
}
