import { VoiceError } from '../../base/errors.ts'
import { changeItem, findItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import { isGivenUp } from '../finishItem.ts'
import type { SessionState } from '../state.ts'
import { isTaken } from './callItem.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** What the model writes as the arguments of a call, as long as it writes. */
function write(state: SessionState, id: string, change: (written: string) => string): Step {
  if (isTaken(state, id)) return unchanged(state)
  const conversation = changeItem(state.conversation, id, (item) =>
    item.status === 'in-progress' && item.call
      ? { ...item, call: { ...item.call, arguments: change(item.call.arguments) } }
      : item,
  )
  return conversation === state.conversation
    ? unchanged(state)
    : [{ ...state, conversation }, nothing]
}

/** One that was given up as `incomplete` may have its end later. */
const mayBecome = (item: ConversationItem, status: ConversationItem['status']): boolean =>
  item.status === 'in-progress' ||
  item.status === 'running' ||
  (isGivenUp(item) && status === 'completed')

/** How far a remote server is with a call. */
function mark(state: SessionState, id: string, status: ConversationItem['status']): Step {
  const conversation = changeItem(state.conversation, id, (item) =>
    mayBecome(item, status) && item.status !== status ? { ...item, status } : item,
  )
  return conversation === state.conversation
    ? unchanged(state)
    : [{ ...state, conversation }, nothing]
}

const remote = (reason: string) =>
  new VoiceError('tool_failed', { details: { name: 'A tool of a remote (MCP) server', reason } })

/** Calls as they are written, and those that the service makes itself. */
export const toolStream: Rows<
  | 'response.function_call_arguments.delta'
  | 'response.function_call_arguments.done'
  | 'response.mcp_call_arguments.delta'
  | 'response.mcp_call_arguments.done'
  | 'response.mcp_call.in_progress'
  | 'response.mcp_call.completed'
  | 'response.mcp_call.failed'
  | 'mcp_list_tools.in_progress'
  | 'mcp_list_tools.completed'
  | 'mcp_list_tools.failed'
> = {
  'response.function_call_arguments.delta': (state, { item_id, delta }) =>
    write(state, item_id, (written) => written + delta),
  'response.function_call_arguments.done': (state, event) =>
    write(state, event.item_id, () => event.arguments),
  'response.mcp_call_arguments.delta': (state, { item_id, delta }) =>
    write(state, item_id, (written) => written + delta),
  'response.mcp_call_arguments.done': (state, event) =>
    write(state, event.item_id, () => event.arguments),
  'response.mcp_call.in_progress': (state, { item_id }) => mark(state, item_id, 'running'),
  'response.mcp_call.completed': (state, { item_id }) => mark(state, item_id, 'completed'),
  'response.mcp_call.failed': (state, { item_id }) => {
    const item = findItem(state.conversation, item_id)
    // Its item may have said so first, with the reason; of this, everybody is told once.
    if (item?.kind !== 'mcp-call' || item.problem || item.status === 'completed')
      return unchanged(state)
    const problem = remote('its server said so')
    const conversation = changeItem(state.conversation, item_id, (one) => ({
      ...one,
      status: 'failed',
      problem,
    }))
    return trouble({ ...state, conversation }, problem)
  },
  'mcp_list_tools.in_progress': unchanged,
  'mcp_list_tools.completed': unchanged,
  'mcp_list_tools.failed': (state) => trouble(state, remote('its server did not say which it has')),
}
