import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { answer, asked, errorOutput } from './answer.ts'
import { changeCall, findCall } from './callItem.ts'
import { post } from './post.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

/** What a remote server asked is answered to the service, which then makes the call itself. */
function answerRemote(state: SessionState, callId: string, approve: boolean, reason = ''): Step {
  const shown = changeCall(state, callId, { status: approve ? 'completed' : 'rejected' })
  return post(
    { ...shown, turn: { ...shown.turn, outputs: 'unseen' } },
    {
      type: 'conversation.item.create',
      item: {
        // It needs one, of 32 characters at most; a request is answered once.
        id: `rv_${callId.slice(-28)}`,
        type: 'mcp_approval_response',
        approval_request_id: callId,
        approve,
        ...(reason !== '' && { reason }),
      },
    },
  )
}

const mark = (state: SessionState, callId: string, status: ConversationItem['status']): Step =>
  state.turn.openCalls.includes(callId) && findCall(state.conversation, callId)?.status !== status
    ? [changeCall(state, callId, { status }), nothing]
    : unchanged(state)

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
  'tool.approved': (state, { callId }) => {
    const item = asked(state, callId)
    if (item?.kind === 'mcp-approval') return answerRemote(state, callId, true)
    // A second click finds it running.
    return item
      ? [changeCall(state, callId, { status: 'running' }), [{ type: 'approveTool', callId }]]
      : unchanged(state)
  },
  'tool.rejected': (state, { callId, reason }) => {
    const item = asked(state, callId)
    if (item === undefined) return unchanged(state)
    if (item.kind === 'mcp-approval') return answerRemote(state, callId, false, reason)
    const output = errorOutput(`The user did not allow it.${reason === '' ? '' : ` ${reason}`}`)
    return andThen(answer(state, callId, { status: 'rejected', output }), (next) => [
      next,
      [{ type: 'abortTool', callId }],
    ])
  },
  'tool.answered': (state, { callId, output, problem }) => {
    if (!state.turn.openCalls.includes(callId)) return unchanged(state)
    return answer(state, callId, { status: problem ? 'failed' : 'completed', output, problem })
  },
}
