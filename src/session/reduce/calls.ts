import { VoiceError } from '../../base/errors.ts'
import type { FunctionCallItem, Item } from '../../protocol/items.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import { findItem } from '../conversation.ts'
import type { SessionState } from '../state.ts'
import { isOver } from '../turn.ts'
import { answer, answerItem, asked, errorOutput } from './answer.ts'
import { changeCall } from './callItem.ts'
import { showItem } from './items.ts'
import { askRemote } from './questions.ts'
import { beyond } from './runaway.ts'
import { andThen, nothing, unchanged, type Step } from './Step.ts'
import { PLAIN } from './wishes.ts'

/** A call that is not run, and of which the app is told too. */
const refused = (error: string, reason: string) => ({
  status: 'failed' as const,
  output: errorOutput(`It was not run: ${error}`),
  problem: new VoiceError('tool_failed', { details: { name: 'A tool', reason } }),
})

/** From here on what is shown is what is run, whatever else is said of it. */
function takeUp(state: SessionState, item: FunctionCallItem, responseId: string): SessionState {
  const { id: itemId, call_id: callId, name } = item
  const { turn } = state
  const isRefused = turn.openCalls.includes(callId) || asked(state, callId) !== undefined
  const taken = { callId, itemId, responseId, name, isRefused }
  // What becomes of it is no affair of its response any more.
  const of = Object.fromEntries(Object.entries(turn.of).filter(([id]) => id !== itemId))
  const written = { name, arguments: item.arguments }
  const shown = changeCall(state, itemId, { status: 'in-progress' }, written)
  return { ...shown, calls: [...state.calls, taken], turn: { ...turn, of } }
}

/** The model finished writing a call: it is run once, however often we hear of it. Its id alone does not tell it from others. */
function call(state: SessionState, item: FunctionCallItem, responseId: string): Step {
  const { id: itemId, call_id: callId, name } = item
  const isTold = state.calls.some((one) => one.callId === callId && one.itemId === itemId)
  if (!state.runsTools || isTold) return unchanged(state)
  const taken = takeUp(state, item, responseId)
  if (taken.calls.at(-1)?.isRefused) {
    const reason = 'it has the id of another call that is not done yet'
    const isQuiet = isOver(state.turn, responseId)
    return answerItem(taken, callId, itemId, { ...refused(`${reason}.`, reason), isQuiet })
  }
  const { turn } = taken
  const openCalls = [...turn.openCalls, callId]
  const known: SessionState = { ...taken, turn: { ...turn, openCalls } }
  // The service keeps it, so it is answered. To do now what was wanted before the user spoke would surprise them.
  if (isOver(turn, responseId)) {
    const output = errorOutput('The user interrupted before this was run. It was not run.')
    return answer(known, callId, { status: 'interrupted', output, isQuiet: true })
  }
  const manner = turn.response === responseId ? (turn.asked?.request ?? PLAIN) : turn.manner
  const open: SessionState = { ...known, turn: { ...known.turn, manner } }
  const limit = beyond(open, name)
  return limit === null
    ? [open, [{ type: 'runTool', callId, name, arguments: item.arguments }]]
    : answer(open, callId, refused(`${limit}. Tell the user what you know.`, limit))
}

/** An item of a response that is no message, as it begins or, with `isDone`, ends. */
export function toolItem(
  state: SessionState,
  responseId: string,
  item: Exclude<Item, { readonly type: 'message' }>,
  isDone: boolean,
  nowMs: number,
): Step {
  if (state.turn.aside.includes(responseId)) return unchanged(state)
  const of = { ...state.turn.of, [item.id]: responseId }
  const isNew = !isDone && !isOver(state.turn, responseId)
  const shown = showItem(
    isNew ? { ...state, turn: { ...state.turn, of } } : state,
    item,
    undefined,
    nowMs,
  )
  const isCalled =
    isDone && item.type === 'function_call' && (item.status ?? 'completed') === 'completed'
  if (isCalled) return andThen(shown, (next) => call(next, item, responseId))
  const isQuestion = item.type === 'mcp_approval_request' && !isOver(state.turn, responseId)
  return isQuestion ? andThen(shown, (next) => askRemote(next, item.id)) : shown
}

/** Calls that only the end of their response tells of. One that was never begun may be a call that was told, and whose item has another name here. */
export function callsOf(
  state: SessionState,
  { id, status, output = [] }: ResponseObject,
  nowMs: number,
): Step {
  const told = state.calls.filter(({ responseId }) => responseId === id)
  const isTold = (item: FunctionCallItem) =>
    !findItem(state.conversation, item.id) && told.some(({ callId }) => callId === item.call_id)
  return output.reduce<Step>(
    (step, item) =>
      item.type === 'function_call' && !isTold(item) && (item.status ?? status) === 'completed'
        ? andThen(step, (next) => toolItem(next, id, item, true, nowMs))
        : step,
    unchanged(state),
  )
}

/** Somebody pressed stop: what runs is aborted and answered as such, and nobody wants to hear of it. A question to the user stays, and nobody waits for it. */
export function stopCalls(state: SessionState): Step {
  const { outputs, questions, openCalls } = state.turn
  const isQuiet = outputs === null && questions.length === 0
  const quiet = { ...state, turn: { ...state.turn, outputs: null, questions: [] } }
  const output = errorOutput('The user stopped it. It may be done in part.')
  return openCalls.reduce<Step>(
    (step, callId) =>
      andThen(step, (next) => {
        const stopped = answer(next, callId, { status: 'interrupted', output, isQuiet: true })
        return andThen(stopped, (done) => [done, [{ type: 'abortTool', callId }]])
      }),
    isQuiet ? unchanged(state) : [quiet, nothing],
  )
}
