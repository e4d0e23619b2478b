import { VoiceError } from '../../base/errors.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import { changeItem, findItem, placeItem, removeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { isCut, withCut } from '../turn.ts'
import { create, createIfWanted, isOurs } from './create.ts'
import { readItem } from './items.ts'
import { nothing, andThen, unchanged, type Rows } from './Step.ts'

const ENDS: Readonly<Record<string, ConversationItem['status']>> = {
  cancelled: 'interrupted',
  incomplete: 'incomplete',
  failed: 'failed',
}

/** What went wrong with an answer, if anything did. */
function failure({ status, status_details: details }: ResponseObject): VoiceError | null {
  const code = details?.error?.code ?? details?.reason ?? ''
  const reason = code === '' ? 'it gave no reason' : code
  if (status === 'incomplete' && details?.reason === 'content_filter')
    return new VoiceError('content_filtered')
  if (status !== 'failed') return null
  if (/rate_limit/.test(code)) return new VoiceError('rate_limited', { cause: details })
  if (/quota|credit/.test(code)) return new VoiceError('quota_exceeded', { cause: details })
  return new VoiceError('response_failed', { details: { reason }, cause: details })
}

/** Items of this response that were never shown or heard: the model must not believe that it said them. */
function deleteUnheard(state: SessionState, response: ResponseObject): readonly Effect[] {
  if (!isCut(state.turn, response.id)) return nothing
  return (response.output ?? [])
    .filter((item) => item.type === 'message' && !findItem(state.conversation, item.id))
    .map((item) => ({
      type: 'send',
      event: { type: 'conversation.item.delete', item_id: item.id },
    }))
}

function finishItems(state: SessionState, response: ResponseObject): SessionState {
  const isSounding = (id: string) => state.turn.audible === id || state.turn.queued.includes(id)
  const mine = Object.keys(state.turn.of).filter((id) => state.turn.of[id] === response.id)
  const conversation = mine.reduce(
    (all, id) =>
      changeItem(all, id, (item) =>
        item.status === 'in-progress'
          ? { ...item, status: ENDS[response.status ?? ''] ?? 'completed' }
          : item,
      ),
    state.conversation,
  )
  const of = Object.fromEntries(
    Object.entries(state.turn.of).filter(([id, owner]) => owner !== response.id || isSounding(id)),
  )
  const complete = [...new Set([...state.turn.complete, ...mine.filter(isSounding)])]
  return { ...state, conversation, turn: { ...state.turn, of, complete } }
}

/** One answer from its beginning to its end. Its sound and its words: `content.ts`. */
export const response: Rows<
  | 'response.created'
  | 'response.done'
  | 'response.output_item.added'
  | 'response.output_item.done'
  | 'response.wanted'
  | 'deadline'
> = {
  'response.created': (state, { response: { id, metadata, conversation_id } }) => {
    // Outside of the conversation: nobody hears it, and it takes no turn.
    if (conversation_id === null) return unchanged(state)
    const { turn } = state
    // Not every service gives metadata back: an unmarked response is the one that is due.
    const asker = isOurs(metadata) ? 'us' : (turn.due ?? 'service')
    const isDoomed = turn.hears !== false || turn.doomed === asker
    const created = {
      ...turn,
      response: id,
      due: null,
      doomed: turn.doomed === asker ? null : turn.doomed,
    }
    if (!isDoomed) return [{ ...state, turn: created }, nothing]
    return [
      { ...state, turn: withCut(created, [id]) },
      [{ type: 'send', event: { type: 'response.cancel', response_id: id } }],
    ]
  },
  'response.done': (state, event) => {
    const { response: done } = event
    const effects: Effect[] = [...deleteUnheard(state, done)]
    const error = failure(done)
    if (error) effects.push({ type: 'report', error })
    // Where the service forgot to say that the sound is complete, this says it.
    const open = [state.turn.audible, ...state.turn.queued].filter(
      (id) => id !== null && state.turn.of[id] === done.id && !state.turn.complete.includes(id),
    )
    for (const itemId of open) if (itemId !== null) effects.push({ type: 'endItem', itemId })
    const finished = finishItems(state, done)
    if (finished.turn.response !== done.id) return [finished, effects]
    const turn = { ...finished.turn, response: null }
    return andThen([{ ...finished, turn }, effects], createIfWanted)
  },
  'response.output_item.added': (state, event, nowMs) => {
    const shown = readItem(event.item, nowMs)
    if (shown === null) return unchanged(state)
    const of = { ...state.turn.of, [shown.id]: event.response_id }
    const turn = { ...state.turn, of }
    const conversation = isCut(state.turn, event.response_id)
      ? removeItem(state.conversation, shown.id)
      : placeItem(state.conversation, { ...shown, status: 'in-progress' }, undefined)
    return [{ ...state, turn, conversation }, nothing]
  },
  'response.output_item.done': (state, event, nowMs) => {
    const shown = readItem(event.item, nowMs)
    if (shown === null || isCut(state.turn, event.response_id)) return unchanged(state)
    const status = event.item.status === 'incomplete' ? 'incomplete' : 'completed'
    const conversation = changeItem(state.conversation, shown.id, (item) =>
      item.status === 'in-progress' ? { ...item, status, text: shown.text || item.text } : item,
    )
    return [{ ...state, conversation }, nothing]
  },
  'response.wanted': (state, event) => create(state, event.instructions),
  deadline: (state) => {
    const { turn } = state
    if (turn.due === null && turn.response === null) return createIfWanted(state)
    const reason = 'nothing came for a long time'
    const error = new VoiceError('response_failed', { details: { reason } })
    const effects: Effect[] = turn.response === null ? [] : [{ type: 'report', error }]
    const rested = { ...turn, due: null, doomed: null, response: null }
    return andThen([{ ...state, turn: rested }, effects], createIfWanted)
  },
}
