import { isHidden } from '../conversation.ts'
import type { WordTime } from '../heardWords.ts'
import { lastFew } from '../lastFew.ts'
import { soundId } from '../soundId.ts'
import type { SessionState } from '../state.ts'
import { isCut, isOver } from '../turn.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'

/** Of one sound: half an hour of quick speech. */
const WORDS_KEPT = 6000

const silence = (state: SessionState, id: string): Step =>
  state.turn.audible === id
    ? [{ ...state, turn: { ...state.turn, audible: null } }, nothing]
    : unchanged(state)

/** The sound of an answer. Its words: `content.ts`. */
export const sounds: Rows<
  | 'response.output_audio.delta'
  | 'response.output_audio.done'
  | 'response.audio_timestamp.delta'
  | 'output_audio_buffer.started'
  | 'output_audio_buffer.stopped'
  | 'output_audio_buffer.cleared'
> = {
  'response.output_audio.delta': (state, event) => {
    const { response_id, item_id, content_index, delta: audio } = event
    const { turn } = state
    if (isOver(turn, response_id) || isHidden(state.conversation, item_id)) return unchanged(state)
    const contentIndex = content_index ?? 0
    const itemId = soundId(item_id, contentIndex)
    const play = { type: 'play', itemId, contentIndex, audio } as const
    if (turn.audible === itemId || turn.queued.includes(itemId)) return [state, [play]]
    const of = { ...turn.of, [itemId]: response_id }
    return [{ ...state, turn: { ...turn, of, queued: [...turn.queued, itemId] } }, [play]]
  },
  'response.output_audio.done': (state, event) => {
    const { turn } = state
    const itemId = soundId(event.item_id, event.content_index ?? 0)
    if (turn.complete.includes(itemId)) return unchanged(state)
    // Sound that never came, or is over, needs no end.
    if (turn.audible !== itemId && !turn.queued.includes(itemId)) return unchanged(state)
    return [
      { ...state, turn: { ...turn, complete: [...turn.complete, itemId] } },
      [{ type: 'endItem', itemId }],
    ]
  },
  'response.audio_timestamp.delta': (state, event) => {
    const { response_id, item_id, content_index, text, audio_offset_ms: startMs } = event
    if (isOver(state.turn, response_id)) return unchanged(state)
    const id = soundId(item_id, content_index ?? 0)
    const before = state.wordTimes[id] ?? []
    if (before.some((word) => word.startMs === startMs && word.text === text))
      return unchanged(state)
    const word: WordTime = { text, startMs, endMs: startMs + (event.audio_duration_ms ?? 0) }
    const words = [...before, word].slice(-WORDS_KEPT)
    return [{ ...state, wordTimes: lastFew(state.wordTimes, id, words) }, nothing]
  },
  // A transport that carries the sound itself says by response, not by item, what is heard.
  'output_audio_buffer.started': (state, { response_id }) => {
    if (isCut(state.turn, response_id)) return unchanged(state)
    const of = { ...state.turn.of, [response_id]: response_id }
    return [{ ...state, turn: { ...state.turn, of, audible: response_id } }, nothing]
  },
  'output_audio_buffer.stopped': (state, { response_id }) => silence(state, response_id),
  'output_audio_buffer.cleared': (state, { response_id }) => silence(state, response_id),
}
