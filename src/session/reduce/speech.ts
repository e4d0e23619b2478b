import { findItem, hideItem, placeItem } from '../conversation.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { closeTurn, endTurn, isCutBySpeech, openTurn } from './endTurn.ts'
import { commitSpoken, dropUnspoken, spokenTurn, withoutSpeech } from './spoken.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'

/** What is said before the microphone is muted may be heard as much later as a slow network takes. */
const LATE_MS = 10_000

/** While the service hears a turn, it is looked after: what ended without a word would be listened to for ever. */
const CHECK_MS = 10_000

const check = (itemId: string, afterMs = CHECK_MS): Effect => ({
  type: 'wake',
  afterMs,
  event: { type: 'speech.checked', itemId },
})

const isLate = ({ turn: { mutedAtMs } }: SessionState, nowMs: number): boolean =>
  mutedAtMs !== null && nowMs - mutedAtMs < LATE_MS

/** Whether a turn was taken by now, and we hear of its beginning or its end once more. */
function isStale(state: SessionState, id: string): boolean {
  const { conversation, turn } = state
  if (findItem(conversation, id)?.status !== 'completed') return false
  // A service that takes the turn before it says that it ended: nobody else is heard.
  return turn.hears !== 'service' || openTurn(state) !== undefined
}

/** What the service hears of the user. */
export const speech: Rows<
  | 'input_audio_buffer.speech_started'
  | 'input_audio_buffer.speech_stopped'
  | 'input_audio_buffer.committed'
  | 'input_audio_buffer.cleared'
  | 'input_audio_buffer.timeout_triggered'
  | 'speech.checked'
> = {
  'input_audio_buffer.speech_started': (state, { item_id: id }, nowMs) => {
    if (state.turn.hears !== false || isStale(state, id)) return unchanged(state)
    const [cut, effects] = isCutBySpeech(state) ? barge(state, 'speech') : unchanged(state)
    const conversation = placeItem(cut.conversation, spokenTurn(state, id, nowMs), undefined)
    const heard: SessionState = { ...cut, turn: { ...cut.turn, hears: 'service' }, conversation }
    return isLate(state, nowMs)
      ? andThen([heard, effects], closeTurn)
      : [heard, [...effects, check(id)]]
  },
  'input_audio_buffer.speech_stopped': (state, { item_id: id }) =>
    isStale(state, id) ? unchanged(state) : [endTurn(state), nothing],
  'input_audio_buffer.committed': (state, { item_id, previous_item_id }, nowMs) =>
    andThen(commitSpoken(state, item_id, previous_item_id, nowMs), (taken) =>
      // A service may take the turn before it says that it ended, or say nothing of its end.
      taken.turn.hears === 'service' && openTurn(taken) === undefined
        ? [endTurn(taken), nothing]
        : unchanged(taken),
    ),
  'input_audio_buffer.cleared': (state) => [dropUnspoken(withoutSpeech(state)), nothing],
  'speech.checked': (state, { itemId, quietMs = 0 }) => {
    const open = openTurn(state)
    const isHeard = state.turn.hears === 'service' && (open === undefined || open.id === itemId)
    if (!isHeard) return unchanged(state)
    // Who can be heard may talk for as long as they like.
    if (quietMs < CHECK_MS) return [state, [check(itemId, CHECK_MS - quietMs)]]
    return closeTurn(state)
  },
  // The user said nothing for long: what the service takes for a turn now is silence, which is not shown.
  'input_audio_buffer.timeout_triggered': (state, { item_id }) => [
    { ...state, conversation: hideItem(state.conversation, item_id) },
    nothing,
  ],
}
