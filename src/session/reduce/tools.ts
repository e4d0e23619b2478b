import type { SessionState } from '../state.ts'
import { without } from '../turn.ts'
import { answer, asked, errorOutput } from './answer.ts'
import { changeCall, findCall } from './callItem.ts'
import { post } from './post.ts'
import { ask } from './questions.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

/** What a remote server asked is answered to the service, which then makes the call itself. */
function answerRemote(state: SessionState, callId: string, approve: boolean, reason = ''): Step {
  const shown = changeCall(state, findCall(state, callId)?.id, {
    status: approve ? 'completed' : 'rejected',
  })
  return post(
    {
      ...shown,
      turn: { ...shown.turn, questions: without(shown.turn.questions, callId), outputs: 'unseen' },
    },
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

/** From here on it is run. */
function open(state: SessionState, callId: string): SessionState {
  const { turn } = state
  const openCalls = [...without(turn.openCalls, callId), callId]
  return { ...state, turn: { ...turn, openCalls, questions: without(turn.questions, callId) } }
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
    state.turn.openCalls.includes(callId) ? unchanged(state) : [open(state, callId), nothing],
  'tool.asked': (state, { callId }) => ask(state, callId),
  'tool.running': (state, { callId }) => {
    const item = findCall(state, callId)
    return state.turn.openCalls.includes(callId) && item?.status !== 'running'
      ? [changeCall(state, item?.id, { status: 'running' }), nothing]
      : unchanged(state)
  },
  'tool.approved': (state, { callId }) => {
    const item = asked(state, callId)
    if (item?.kind === 'mcp-approval') return answerRemote(state, callId, true)
    // A second click finds it running.
    return item
      ? [
          changeCall(open(state, callId), item.id, { status: 'running' }),
          [{ type: 'approveTool', callId }],
        ]
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
