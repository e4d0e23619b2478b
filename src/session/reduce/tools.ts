import type { FunctionCallItem } from '../../protocol/items.ts'
import { changeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { without } from '../turn.ts'
import { create } from './create.ts'
import { post } from './post.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

/** The model finished writing a call: it is run once, however often we hear of it. */
export function call(state: SessionState, item: FunctionCallItem): Step {
  const { call_id: callId, name } = item
  if (state.turn.openCalls.includes(callId)) return unchanged(state)
  const openCalls = [...state.turn.openCalls, callId]
  const turn = { ...state.turn, openCalls }
  return [{ ...state, turn }, [{ type: 'runTool', callId, name, arguments: item.arguments }]]
}

const mark = (state: SessionState, callId: string, status: ConversationItem['status']): Step => {
  const shown = state.conversation.items.find((item) => item.call?.callId === callId)
  if (shown === undefined) return unchanged(state)
  const conversation = changeItem(state.conversation, shown.id, (item) => ({ ...item, status }))
  return [{ ...state, conversation }, nothing]
}

/** Calls of tools, from the model's wish to our answer. */
export const tools: Rows<
  | 'tool.called'
  | 'tool.asked'
  | 'tool.running'
  | 'tool.approved'
  | 'tool.rejected'
  | 'tool.answered'
> = {
  'tool.called': (state, { callId }) =>
    state.turn.openCalls.includes(callId)
      ? unchanged(state)
      : [
          { ...state, turn: { ...state.turn, openCalls: [...state.turn.openCalls, callId] } },
          nothing,
        ],
  'tool.asked': (state, { callId }) => mark(state, callId, 'awaiting-approval'),
  'tool.running': (state, { callId }) => mark(state, callId, 'running'),
  'tool.approved': (state, { callId }) => [state, [{ type: 'approveTool', callId }]],
  'tool.rejected': (state) => unchanged(state),
  'tool.answered': (state, { callId, output }) => {
    if (!state.turn.openCalls.includes(callId)) return unchanged(state)
    const openCalls = without(state.turn.openCalls, callId)
    const answered = post(
      { ...state, turn: { ...state.turn, openCalls } },
      {
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id: callId, output },
      },
    )
    const isLast = openCalls.length === 0 && state.turn.hears === false
    return isLast ? andThen(answered, (all) => create(all)) : answered
  },
}
