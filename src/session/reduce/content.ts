import { changeItem, findItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { isCut, isOver } from '../turn.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'

interface Ids {
  readonly response_id: string
  readonly item_id: string
}

/** Changes the words of an item, unless it was cut: what came by then stands. */
function write(
  state: SessionState,
  { response_id, item_id }: Ids,
  nowMs: number,
  change: (item: ConversationItem) => ConversationItem,
): Step {
  if (isCut(state.turn, response_id)) return unchanged(state)
  if (!findItem(state.conversation, item_id)) {
    // Words may outrun the event that announces their item.
    const item: ConversationItem = {
      id: item_id,
      role: 'assistant',
      kind: 'message',
      status: 'in-progress',
      text: '',
      spoken: false,
      createdAtMs: nowMs,
    }
    const { places, items } = state.conversation
    const conversation = {
      places: [...places, { id: item_id, after: undefined }],
      items: [...items, item],
    }
    const turn = { ...state.turn, of: { ...state.turn.of, [item_id]: response_id } }
    return write({ ...state, turn, conversation }, { response_id, item_id }, nowMs, change)
  }
  const conversation = changeItem(state.conversation, item_id, change)
  return conversation === state.conversation
    ? unchanged(state)
    : [{ ...state, conversation }, nothing]
}

const settle = (text: string | null | undefined) => (item: ConversationItem) =>
  text == null || text === item.text ? item : { ...item, text }

/** The sound and the words of an answer. */
export const content: Rows<
  | 'response.output_audio.delta'
  | 'response.output_audio.done'
  | 'response.output_audio_transcript.delta'
  | 'response.output_audio_transcript.done'
  | 'response.output_text.delta'
  | 'response.output_text.done'
  | 'output_audio_buffer.started'
  | 'output_audio_buffer.stopped'
  | 'output_audio_buffer.cleared'
> = {
  'response.output_audio.delta': (state, event) => {
    const { response_id, item_id: itemId, content_index, delta: audio } = event
    const { turn } = state
    if (isOver(turn, response_id)) return unchanged(state)
    const play = { type: 'play', itemId, contentIndex: content_index ?? 0, audio } as const
    if (turn.audible === itemId || turn.queued.includes(itemId)) return [state, [play]]
    const of = { ...turn.of, [itemId]: response_id }
    return [{ ...state, turn: { ...turn, of, queued: [...turn.queued, itemId] } }, [play]]
  },
  'response.output_audio.done': (state, event) => {
    const { turn } = state
    const itemId = event.item_id
    if (isOver(turn, event.response_id) || turn.complete.includes(itemId)) return unchanged(state)
    // Sound that never came needs no end.
    if (turn.audible !== itemId && !turn.queued.includes(itemId)) return unchanged(state)
    return [
      { ...state, turn: { ...turn, complete: [...turn.complete, itemId] } },
      [{ type: 'endItem', itemId }],
    ]
  },
  'response.output_audio_transcript.delta': (state, event, nowMs) =>
    write(state, event, nowMs, (item) => ({
      ...item,
      spoken: true,
      text: item.text + event.delta,
    })),
  'response.output_audio_transcript.done': (state, event, nowMs) =>
    write(state, event, nowMs, settle(event.transcript)),
  'response.output_text.delta': (state, event, nowMs) =>
    write(state, event, nowMs, (item) => ({ ...item, text: item.text + event.delta })),
  'response.output_text.done': (state, event, nowMs) =>
    write(state, event, nowMs, settle(event.text)),
  // A transport that carries the sound itself says by response, not by item, what is heard.
  'output_audio_buffer.started': (state, { response_id }) => {
    if (isCut(state.turn, response_id)) return unchanged(state)
    const of = { ...state.turn.of, [response_id]: response_id }
    return [{ ...state, turn: { ...state.turn, of, audible: response_id } }, nothing]
  },
  'output_audio_buffer.stopped': (state, { response_id }) => silence(state, response_id),
  'output_audio_buffer.cleared': (state, { response_id }) => silence(state, response_id),
}

const silence = (state: SessionState, id: string): Step =>
  state.turn.audible === id
    ? [{ ...state, turn: { ...state.turn, audible: null } }, nothing]
    : unchanged(state)
