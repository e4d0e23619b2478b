import { findItem, hideItem, placeItem } from '../conversation.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { commitSpoken, dropUnspoken, spokenTurn } from './spoken.ts'
import { nothing, unchanged, type Rows } from './Step.ts'

export const createsResponse = (state: SessionState): boolean => {
  const detection = state.settings.turnDetection
  return detection != null && (detection.createResponse ?? true)
}

/** Whether a turn was taken by now, and we hear of its beginning or its end once more. */
function isStale({ conversation, turn }: SessionState, id: string): boolean {
  if (findItem(conversation, id)?.status !== 'completed') return false
  // A service that takes the turn before it says that it ended: nobody else is heard.
  const isHeard = conversation.items.some(
    ({ role, spoken, status }) => role === 'user' && spoken && status === 'in-progress',
  )
  return turn.hears !== 'service' || isHeard
}

/** What the service hears of the user. */
export const speech: Rows<
  | 'input_audio_buffer.speech_started'
  | 'input_audio_buffer.speech_stopped'
  | 'input_audio_buffer.committed'
  | 'input_audio_buffer.cleared'
  | 'input_audio_buffer.timeout_triggered'
> = {
  'input_audio_buffer.speech_started': (state, { item_id: id }, nowMs) => {
    if (state.turn.hears !== false || isStale(state, id)) return unchanged(state)
    const [cut, effects] = barge(state, 'speech')
    const turn = { ...cut.turn, hears: 'service' } as const
    const item = spokenTurn(state, id, nowMs)
    return [{ ...cut, turn, conversation: placeItem(cut.conversation, item, undefined) }, effects]
  },
  'input_audio_buffer.speech_stopped': (state, { item_id: id }) => {
    const { turn } = state
    if (isStale(state, id)) return unchanged(state)
    return [
      {
        ...state,
        turn: {
          ...turn,
          hears: turn.hears === 'service' ? false : turn.hears,
          // From here on a response of the service answers this turn: it is not the one that was talked over.
          doomed: turn.doomed === 'service' ? null : turn.doomed,
          due: turn.due ?? (createsResponse(state) ? 'service' : null),
        },
      },
      nothing,
    ]
  },
  'input_audio_buffer.committed': (state, { item_id, previous_item_id }, nowMs) =>
    commitSpoken(state, item_id, previous_item_id, nowMs),
  'input_audio_buffer.cleared': (state) => [dropUnspoken(state), nothing],
  // The user said nothing for long: what the service takes for a turn now is silence, which is not shown.
  'input_audio_buffer.timeout_triggered': (state, { item_id }) => [
    { ...state, conversation: hideItem(state.conversation, item_id) },
    nothing,
  ],
}
