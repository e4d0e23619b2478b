import { patched } from '../../base/patched.ts'
import { changeItem, changeItems, findItem, forgetItem, placeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { nothing, type Step } from './Step.ts'

/** The other model is asked for the words when the turn is committed; those of a long turn took 10 s at the most. */
const OVERDUE_MS = 30_000

/** A turn that the service hears. */
export const spokenTurn = (state: SessionState, id: string, nowMs: number): ConversationItem => ({
  id,
  role: 'user',
  kind: 'message',
  status: 'in-progress',
  text: '',
  spoken: true,
  transcription: state.settings.inputTranscription == null ? 'off' : 'waiting',
  createdAtMs: nowMs,
})

/** A turn was taken: it has its place, its words may have come before it, and if not they are awaited. */
export function commitSpoken(
  state: SessionState,
  id: string,
  previous: string | null | undefined,
  nowMs: number,
): Step {
  const before = state.conversation
  const { [id]: words, ...earlyWords } = state.earlyWords
  const placed = placeItem(before, spokenTurn(state, id, nowMs), previous)
  const conversation = changeItem(placed, id, (item) =>
    item.status === 'in-progress'
      ? { ...item, status: 'completed', ...words }
      : patched(item, { ...words }),
  )
  if (conversation === before) return [state, nothing]
  const item = findItem(conversation, id)
  const isAwaited =
    item?.transcription === 'waiting' && findItem(before, id)?.status !== 'completed'
  return [
    { ...state, conversation, earlyWords: words ? earlyWords : state.earlyWords },
    isAwaited
      ? [{ type: 'wake', afterMs: OVERDUE_MS, event: { type: 'words.overdue', itemId: id } }]
      : nothing,
  ]
}

/** Turns that were begun and never came to be: their audio was thrown away. */
export function dropUnspoken(state: SessionState): SessionState {
  const unspoken = state.conversation.items.filter(
    (item) => item.role === 'user' && item.spoken && item.status === 'in-progress',
  )
  if (unspoken.length === 0) return state
  const conversation = unspoken.reduce((all, { id }) => forgetItem(all, id), state.conversation)
  return { ...state, conversation }
}

/** The service hears nobody any more, and promises nothing. */
export const withoutSpeech = (state: SessionState): SessionState =>
  state.turn.hears === 'service' ? { ...state, turn: { ...state.turn, hears: false } } : state

/** The line is gone: what was begun on it never comes to be, and words that were awaited never come. */
export function hangUp(state: SessionState): SessionState {
  const dropped = dropUnspoken(state)
  const conversation = changeItems(dropped.conversation, (item) =>
    item.transcription === 'waiting' ? { ...item, transcription: 'failed' } : item,
  )
  return { ...dropped, conversation }
}
