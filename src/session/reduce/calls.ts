import { VoiceError } from '../../base/errors.ts'
import type { FunctionCallItem, Item } from '../../protocol/items.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import type { SessionState } from '../state.ts'
import { isOver } from '../turn.ts'
import { answer, errorOutput } from './answer.ts'
import { showItem } from './items.ts'
import { askRemote } from './questions.ts'
import { beyond } from './runaway.ts'
import { andThen, nothing, unchanged, type Step } from './Step.ts'

/** The model finished writing a call: it is run once, however often we hear of it. */
function call(state: SessionState, item: FunctionCallItem, responseId: string): Step {
  const { call_id: callId, name } = item
  if (!state.runsTools || state.calls.includes(callId)) return unchanged(state)
  // What becomes of it is no affair of its response any more.
  const of = Object.fromEntries(Object.entries(state.turn.of).filter(([id]) => id !== item.id))
  const openCalls = [...state.turn.openCalls, callId]
  const known: SessionState = {
    ...state,
    calls: [...state.calls, callId],
    turn: { ...state.turn, of, openCalls },
  }
  // The service keeps it, so it is answered. To do now what was wanted before the user spoke would surprise them.
  if (isOver(state.turn, responseId)) {
    const output = errorOutput('The user interrupted before this was run. It was not run.')
    return answer(known, callId, { status: 'interrupted', output, isQuiet: true })
  }
  const limit = beyond(known, name)
  if (limit === null) return [known, [{ type: 'runTool', callId, name, arguments: item.arguments }]]
  const details = { name: 'A tool', reason: limit }
  return answer(known, callId, {
    status: 'failed',
    output: errorOutput(`It was not run: ${limit}. Tell the user what you know.`),
    problem: new VoiceError('tool_failed', { details }),
  })
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

/** Calls that only the end of their response tells of. */
export function callsOf(
  state: SessionState,
  { id, status, output = [] }: ResponseObject,
  nowMs: number,
): Step {
  return output.reduce<Step>(
    (step, item) =>
      item.type === 'function_call' && (item.status ?? status) === 'completed'
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
