import { VoiceError } from '../../base/errors.ts'
import { changeItem, findItem, placeItem, removeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { nothing, andThen, unchanged, type Rows } from './Step.ts'

/** A shorter press is a slip of the finger; the services refuse less than 100 ms of audio. */
const SHORTEST_TALK_MS = 100

/** Silence beyond what ends a turn, so that the detector surely sees all of it. */
const SPARE_SILENCE_MS = 200

/** Semantic turn detection waits longer; its most patient setting takes about 8 s by the documents, the usual one 4. */
const SEMANTIC_SILENCE_MS = 4000

/** Of so many unknown turns the words are kept. */
const EARLY_KEPT = 8

const spokenTurn = (state: SessionState, id: string, nowMs: number): ConversationItem => ({
  id,
  role: 'user',
  kind: 'message',
  status: 'in-progress',
  text: '',
  spoken: true,
  transcription: state.settings.inputTranscription == null ? 'off' : 'waiting',
  createdAtMs: nowMs,
})

const createsResponse = (state: SessionState): boolean => {
  const detection = state.settings.turnDetection
  return detection != null && (detection.createResponse ?? true)
}

/** Turns that were begun and never came to be: their audio was thrown away. */
export function dropUnspoken(state: SessionState): SessionState {
  const unspoken = state.conversation.items.filter(
    (item) => item.role === 'user' && item.spoken && item.status === 'in-progress',
  )
  if (unspoken.length === 0) return state
  const conversation = unspoken.reduce((all, { id }) => removeItem(all, id), state.conversation)
  return { ...state, conversation }
}

/** What is heard of the user, and the words that come of it. */
export const speech: Rows<
  | 'input_audio_buffer.speech_started'
  | 'input_audio_buffer.speech_stopped'
  | 'input_audio_buffer.committed'
  | 'input_audio_buffer.cleared'
  | 'conversation.item.input_audio_transcription.delta'
  | 'conversation.item.input_audio_transcription.completed'
  | 'conversation.item.input_audio_transcription.failed'
  | 'talk.pressed'
  | 'talk.released'
  | 'microphone.muted'
> = {
  'input_audio_buffer.speech_started': (state, event, nowMs) => {
    if (state.turn.hears !== false) return unchanged(state)
    const [cut, effects] = barge(state, 'speech')
    const turn = { ...cut.turn, hears: 'service' } as const
    const item = spokenTurn(state, event.item_id, nowMs)
    return [{ ...cut, turn, conversation: placeItem(cut.conversation, item, undefined) }, effects]
  },
  'input_audio_buffer.speech_stopped': (state) => {
    const { turn } = state
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
  'input_audio_buffer.committed': (state, event, nowMs) => {
    const { item_id: id } = event
    const placed = placeItem(
      state.conversation,
      spokenTurn(state, id, nowMs),
      event.previous_item_id,
    )
    const { [id]: words, ...earlyWords } = state.earlyWords
    const conversation = changeItem(placed, id, (item) => ({
      ...item,
      status: item.status === 'in-progress' ? 'completed' : item.status,
      ...(words !== undefined && { text: words, transcription: 'done' }),
    }))
    return [{ ...state, conversation, earlyWords }, nothing]
  },
  'input_audio_buffer.cleared': (state) => [dropUnspoken(state), nothing],
  'conversation.item.input_audio_transcription.delta': (state, event) => [
    {
      ...state,
      conversation: changeItem(state.conversation, event.item_id, (item) =>
        item.transcription === 'done' || !event.delta
          ? item
          : { ...item, text: item.text + event.delta },
      ),
    },
    nothing,
  ],
  'conversation.item.input_audio_transcription.completed': (state, event) => {
    const { item_id: id, transcript } = event
    if (!findItem(state.conversation, id)) {
      // The transcript comes from another model, and may be quicker than the turn that it belongs to.
      const kept = Object.entries(state.earlyWords).slice(-EARLY_KEPT)
      return [{ ...state, earlyWords: Object.fromEntries([...kept, [id, transcript]]) }, nothing]
    }
    const conversation = changeItem(state.conversation, id, (item) =>
      item.transcription === 'done' && item.text === transcript
        ? item
        : { ...item, text: transcript, transcription: 'done' },
    )
    return [{ ...state, conversation }, nothing]
  },
  'conversation.item.input_audio_transcription.failed': (state, event) => {
    const item = findItem(state.conversation, event.item_id)
    if (item?.transcription === 'failed') return unchanged(state)
    const conversation = changeItem(state.conversation, event.item_id, (one) => ({
      ...one,
      transcription: 'failed',
    }))
    const details = { reason: event.error?.code ?? 'it gave no reason' }
    const error = new VoiceError('transcription_failed', { details, cause: event.error })
    return [{ ...state, conversation }, [{ type: 'report', error }]]
  },
  'talk.pressed': (state) => {
    if (state.turn.hears === 'button' || state.connection.status !== 'connected')
      return unchanged(state)
    const [cut, effects] = barge(state, 'button')
    const clear: Effect = { type: 'send', event: { type: 'input_audio_buffer.clear' } }
    return [{ ...cut, turn: { ...cut.turn, hears: 'button' } }, [...effects, clear]]
  },
  'talk.released': (state, { ms }) => {
    if (state.turn.hears !== 'button') return unchanged(state)
    const quiet: SessionState = { ...state, turn: { ...state.turn, hears: false } }
    if (ms < SHORTEST_TALK_MS)
      return [quiet, [{ type: 'send', event: { type: 'input_audio_buffer.clear' } }]]
    return andThen(
      [quiet, [{ type: 'send', event: { type: 'input_audio_buffer.commit' } }]],
      (committed) => create(committed),
    )
  },
  // The service cannot hear the silence that would end the turn: it is sent, and the turn ends as promised.
  'microphone.muted': (state) => {
    const detection = state.settings.turnDetection
    if (state.turn.hears !== 'service' || detection == null) return unchanged(state)
    const silenceMs =
      detection.type === 'server_vad'
        ? (detection.silenceDurationMs ?? 500) + SPARE_SILENCE_MS
        : SEMANTIC_SILENCE_MS
    const due = state.turn.due ?? (createsResponse(state) ? 'service' : null)
    return [
      { ...state, turn: { ...state.turn, hears: false, due } },
      [{ type: 'closeTurn', silenceMs }],
    ]
  },
}
