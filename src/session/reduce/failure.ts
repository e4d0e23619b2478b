import { VoiceError } from '../../base/errors.ts'
import { codeOf } from '../../protocol/serverErrors.ts'
import type { ResponseObject, ServerErrorBody } from '../../protocol/serverEvents.ts'
import { forgetItem, isStandIn, placeItem, STAND_IN } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'

/** Why an answer is missing or not whole. */
export interface Failure {
  readonly error: VoiceError
  /** Whether it may go well a moment later. */
  readonly passes: boolean
}

/** What may be told of the service's complaint: its sentence may hold a key, or words of the conversation. */
export const facts = (error: ServerErrorBody): ServerErrorBody => ({
  code: codeOf(error),
  ...(/^[\w.[\]-]{1,120}$/.test(error.param ?? '') && { param: error.param ?? null }),
})

/** Reads the reason of a refusal or of a bad end. Azure and OpenAI have no common list: the words in the codes are alike. */
export function failureOf(error: ServerErrorBody, reason = ''): Failure {
  const cause = facts(error)
  const words = `${error.code ?? ''} ${error.type ?? ''} ${reason}`
  const is = (code: VoiceError['code']) => new VoiceError(code, { cause })
  if (/quota|credit/.test(words)) return { error: is('quota_exceeded'), passes: false }
  if (/rate_limit/.test(words)) return { error: is('rate_limited'), passes: true }
  if (/content_filter/.test(words)) return { error: is('content_filtered'), passes: false }
  if (/max_output_tokens/.test(words)) return { error: is('output_limit_reached'), passes: false }
  const told = error.code == null && reason !== '' ? codeOf({ code: reason }) : codeOf(error)
  return {
    error: new VoiceError('response_failed', { details: { reason: told }, cause }),
    passes: /server|internal|unavailable|overloaded/.test(words),
  }
}

/** What went wrong with an answer, if anything did. */
export function failure({ status, status_details: details }: ResponseObject): Failure | null {
  if (status !== 'failed' && status !== 'incomplete') return null
  return failureOf(details?.error ?? {}, details?.reason ?? '')
}

/** Stands in the conversation for an answer of which nothing came, so that somebody sees it. */
export function showMissing(
  state: SessionState,
  id: string,
  problem: VoiceError,
  nowMs: number,
): SessionState {
  const item: ConversationItem = {
    id: `${STAND_IN}${id}`,
    role: 'assistant',
    kind: 'message',
    status: 'failed',
    text: '',
    spoken: false,
    problem,
    createdAtMs: nowMs,
  }
  return { ...state, conversation: placeItem(state.conversation, item, undefined) }
}

/** The answer comes after all: the last attempt need not be seen any more. */
export function hideMissing(state: SessionState): SessionState {
  const last = state.conversation.items.at(-1)
  if (!last || !isStandIn(last)) return state
  return { ...state, conversation: forgetItem(state.conversation, last.id) }
}
