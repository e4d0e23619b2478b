import {
  changeItem,
  changeItems,
  placeItem,
  removeItem,
  type Conversation,
} from '../conversation.ts'
import { isCut, isOver, withAside, withCut, withDone } from '../turn.ts'
import { end, giveUp, liftPause } from './close.ts'
import { cancel, create, createIfWanted, isAside, isOurs } from './create.ts'
import { isCutBySpeech } from './endTurn.ts'
import { failure, hideMissing } from './failure.ts'
import { readItem } from '../readItem.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'
import { callsOf, toolItem } from './calls.ts'
import { trouble } from './trouble.ts'
import { stillWanted } from './wishes.ts'

const confirmItems = (conversation: Conversation): Conversation =>
  changeItems(conversation, (item) =>
    item.status === 'pending' ? { ...item, status: 'completed' } : item,
  )

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
  'response.created': (state, { response: made }) => {
    const { turn } = state
    const { id } = made
    // Told twice.
    if (id === turn.response || isOver(turn, id)) return unchanged(state)
    if (isAside(turn, made)) return [{ ...state, turn: withAside(turn, id) }, nothing]
    // Not every service gives metadata back: an unmarked response is the one that is due.
    const asker = isOurs(made.metadata) ? 'us' : (turn.due ?? 'service')
    const isTalkedOver =
      turn.hears === 'button' || (turn.hears === 'service' && isCutBySpeech(state))
    const isDoomed = isTalkedOver || turn.doomed === asker
    const created = {
      ...turn,
      response: id,
      due: null,
      doomed: turn.doomed === asker ? null : turn.doomed,
      asked: asker === 'us' ? turn.asked : null,
      wanted: asker === 'service' ? stillWanted(turn.wanted) : turn.wanted,
      pause: null,
    }
    // It answers, so whatever it complained of before was not the end.
    const alive = { ...hideMissing(state), complaint: null }
    if (!isDoomed) {
      // What we asked for begins after it has taken what we said before, also where it does not say so.
      const conversation = asker === 'us' ? confirmItems(alive.conversation) : alive.conversation
      return [{ ...alive, conversation, turn: created }, nothing]
    }
    return [{ ...alive, turn: withCut(created, [id]) }, [cancel(id)]]
  },
  'response.done': (state, { response: done }, nowMs) => {
    const { turn } = state
    if (turn.done.includes(done.id)) return liftPause(state, done.id)
    const bad = failure(done)
    if (!turn.aside.includes(done.id))
      return andThen(callsOf(state, done, nowMs), (next) => end(next, done, bad, nowMs))
    // Who asked for it hears of its end by the event.
    const ended = { ...state, turn: withDone(turn, done.id) }
    return bad === null ? unchanged(ended) : trouble(ended, bad.error)
  },
  'response.output_item.added': (state, event, nowMs) => {
    if (event.item.type !== 'message')
      return toolItem(state, event.response_id, event.item, false, nowMs)
    const shown = readItem(event.item, nowMs)
    if (shown === null || state.turn.aside.includes(event.response_id)) return unchanged(state)
    const of = { ...state.turn.of, [shown.id]: event.response_id }
    const turn = { ...state.turn, of }
    const conversation = isCut(state.turn, event.response_id)
      ? removeItem(state.conversation, shown.id)
      : placeItem(state.conversation, { ...shown, status: 'in-progress' }, undefined)
    return [{ ...state, turn, conversation }, nothing]
  },
  'response.output_item.done': (state, event, nowMs) => {
    const { item } = event
    if (item.type !== 'message') return toolItem(state, event.response_id, item, true, nowMs)
    const shown = readItem(event.item, nowMs)
    if (shown === null || isCut(state.turn, event.response_id)) return unchanged(state)
    const status = item.status === 'incomplete' ? 'incomplete' : 'completed'
    const conversation = changeItem(state.conversation, shown.id, (item) =>
      item.status === 'in-progress' ? { ...item, status, text: shown.text || item.text } : item,
    )
    return [{ ...state, conversation }, nothing]
  },
  'response.wanted': (state, { request }) => create(state, request),
  'response.retry': (state, { responseId }) => {
    const { pause, wanted } = state.turn
    if (pause !== responseId) return unchanged(state)
    // What the user wrote meanwhile without asking for an answer is still a reason not to repeat the last question.
    const isStale = wanted[0]?.failed === 1 && state.conversation.items.at(-1)?.role === 'user'
    const turn = { ...state.turn, pause: null, wanted: isStale ? [] : wanted }
    return createIfWanted({ ...state, turn })
  },
  deadline: giveUp,
}
