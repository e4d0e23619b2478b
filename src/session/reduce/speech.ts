import { findItem, hideItem, placeItem } from '../conversation.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { sounding } from '../turn.ts'
import { barge } from './barge.ts'
import { createIfWanted } from './create.ts'
import { countCut } from './echo.ts'
import { closeTurn, endTurn, isCutBySpeech, openTurn } from './endTurn.ts'
import { commitSpoken, dropUnspoken, spokenTurn, withoutSpeech } from './spoken.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'

/** What is said before the microphone is muted may be heard as much later as a slow network takes. */
const LATE_MS = 10_000

/** While the service hears a turn, it is looked after: what ended without a word would be listened to for ever. */
const CHECK_MS = 10_000

/**
 * The longest turn: detectors end one at a pause of a second or so, the most patient at 8 s. One that is longer is of a
 * line that is dead at the other end, and which no sound that we send tells from a live one.
 */
const LONGEST_TURN_MS = 600_000

const check = (itemId: string, sinceMs: number, afterMs = CHECK_MS): Effect => ({
  type: 'wake',
  afterMs,
  event: { type: 'speech.checked', itemId, sinceMs },
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
    const isHeard = sounding(state.turn).length > 0
    const [cut, effects] = !isCutBySpeech(state)
      ? unchanged(state)
      : andThen(barge(state, 'speech'), (now) => (isHeard ? countCut(now, nowMs) : [now, nothing]))
    const conversation = placeItem(cut.conversation, spokenTurn(state, id, nowMs), undefined)
    const heard: SessionState = { ...cut, turn: { ...cut.turn, hears: 'service' }, conversation }
    // In half duplex the microphone is kept from the service by now, as if it were muted.
    const isHushed = state.bargeIn === 'off' && heard.turn.audible !== null
    return isHushed || isLate(state, nowMs)
      ? andThen([heard, effects], closeTurn)
      : [heard, [...effects, check(id, nowMs)]]
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
  'speech.checked': (state, { itemId, sinceMs, quietMs = 0 }, nowMs) => {
    const open = openTurn(state)
    // Another turn that began later has a check of its own.
    const isLater = open !== undefined && open.createdAtMs > sinceMs
    if (state.turn.hears !== 'service' || isLater) return unchanged(state)
    if (quietMs >= CHECK_MS) return closeTurn(state)
    // Only the status ends: whoever does talk for so long is not cut by silence of ours.
    if (nowMs - sinceMs >= LONGEST_TURN_MS) return createIfWanted(withoutSpeech(state))
    return [state, [check(itemId, sinceMs, CHECK_MS - quietMs)]]
  },
  // The user said nothing for long: what the service takes for a turn now is silence, which is not shown.
  'input_audio_buffer.timeout_triggered': (state, { item_id }) => [
    { ...state, conversation: hideItem(state.conversation, item_id) },
    nothing,
  ],
}
