import { VoiceError } from '../../base/errors.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import { changeItem, findItem, placeItem, removeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { isCut, withCut, withDone, sounding } from '../turn.ts'
import { cancel, create, createIfWanted, isOurs } from './create.ts'
import { readItem } from './items.ts'
import { nothing, andThen, unchanged, type Rows, type Step } from './Step.ts'
import { call } from './tools.ts'
import { trouble } from './trouble.ts'

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
    .filter(({ type, id }) => type === 'message' && !findItem(state.conversation, id))
    .map((item) => ({
      type: 'send',
      event: { type: 'conversation.item.delete', item_id: item.id },
    }))
}

/** Nothing more comes of this response: its items are finished, and what sounds of them plays out. */
function close(state: SessionState, done: ResponseObject): Step {
  const { turn } = state
  const playing = sounding(turn)
  const mine = Object.keys(turn.of).filter((id) => turn.of[id] === done.id)
  const conversation = mine.reduce(
    (all, id) =>
      changeItem(all, id, (item) =>
        item.status === 'in-progress'
          ? { ...item, status: ENDS[done.status ?? ''] ?? 'completed' }
          : item,
      ),
    state.conversation,
  )
  const of = Object.fromEntries(
    Object.entries(turn.of).filter(([id, owner]) => owner !== done.id || playing.includes(id)),
  )
  // Where the service forgot to say that the sound is complete, this says it.
  const open = mine.filter((id) => playing.includes(id) && !turn.complete.includes(id))
  const complete = [...turn.complete, ...open]
  return [
    { ...state, conversation, turn: withDone({ ...turn, of, complete }, done.id) },
    [...deleteUnheard(state, done), ...open.map((itemId): Effect => ({ type: 'endItem', itemId }))],
  ]
}

/** One answer from its beginning to its end. Its sound and its words: `content.ts`. */
export const response: Rows<
  | 'response.created'
  | 'response.done'
  | 'response.output_item.added'
  | 'response.output_item.done'
  | 'response.wanted'
  | 'response.retry'
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
    // It answers, so whatever it complained of before was not the end.
    const alive = { ...state, complaint: null }
    if (!isDoomed) return [{ ...alive, turn: created }, nothing]
    return [{ ...alive, turn: withCut(created, [id]) }, [cancel(id)]]
  },
  'response.done': (state, { response: done }) => {
    const error = failure(done)
    const told: Step = error ? trouble(state, error) : unchanged(state)
    const closed = andThen(told, (next) => close(next, done))
    return andThen(closed, (next) =>
      next.turn.response === done.id
        ? createIfWanted({ ...next, turn: { ...next.turn, response: null } })
        : unchanged(next),
    )
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
    const { item } = event
    if (item.type === 'function_call')
      return item.status === 'incomplete' || isCut(state.turn, event.response_id)
        ? unchanged(state)
        : call(state, item)
    const shown = readItem(event.item, nowMs)
    if (shown === null || isCut(state.turn, event.response_id)) return unchanged(state)
    const status =
      item.type === 'message' && item.status === 'incomplete' ? 'incomplete' : 'completed'
    const conversation = changeItem(state.conversation, shown.id, (item) =>
      item.status === 'in-progress' ? { ...item, status, text: shown.text || item.text } : item,
    )
    return [{ ...state, conversation }, nothing]
  },
  'response.wanted': (state, { request }) => create(state, request),
  'response.retry': unchanged,
  deadline: (state) => {
    const { response: id, due } = state.turn
    if (id === null) {
      if (due === null) return createIfWanted(state)
      return createIfWanted({ ...state, turn: { ...state.turn, due: null, doomed: null } })
    }
    const reason = 'nothing came for a long time'
    const error = new VoiceError('response_failed', { details: { reason } })
    const closed = andThen(trouble(state, error), (next) => close(next, { id, status: 'failed' }))
    // Otherwise it would still be running there, and every later request would find the service busy.
    const cancelled = andThen(closed, (next) => [next, [cancel(id)]])
    return andThen(cancelled, ({ turn, ...rest }) =>
      createIfWanted({ ...rest, turn: { ...turn, due: null, doomed: null, response: null } }),
    )
  },
}
