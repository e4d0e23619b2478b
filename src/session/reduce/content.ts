import { patched } from '../../base/patched.ts'
import { changeItem, findItem, isHidden, placeItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import { lastFew } from '../lastFew.ts'
import type { SessionState } from '../state.ts'
import { isCut, isOver } from '../turn.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'

interface Part {
  readonly response_id: string
  readonly item_id: string
  readonly content_index?: number | null
}

/** Words may outrun the event that announces their item. */
function announce(state: SessionState, { item_id: id, response_id }: Part, nowMs: number) {
  const item: ConversationItem = {
    id,
    role: 'assistant',
    kind: 'message',
    status: 'in-progress',
    text: '',
    spoken: false,
    createdAtMs: nowMs,
  }
  const turn = { ...state.turn, of: { ...state.turn.of, [id]: response_id } }
  return { ...state, turn, conversation: placeItem(state.conversation, item, undefined) }
}

interface Change {
  readonly change: (text: string) => string
  /** The last word on it. */
  readonly isWhole: boolean
  readonly isSpoken: boolean
}

/** Changes the words of one part of a message, unless it was cut: what came by then stands. */
function write(
  state: SessionState,
  part: Part,
  nowMs: number,
  { change, isWhole, isSpoken }: Change,
): Step {
  const { item_id: id, content_index } = part
  if (isCut(state.turn, part.response_id) || isHidden(state.conversation, id))
    return unchanged(state)
  const item = findItem(state.conversation, id)
  if (item === undefined) {
    // Nobody would end it.
    if (isOver(state.turn, part.response_id)) return unchanged(state)
    return write(announce(state, part, nowMs), part, nowMs, { change, isWhole, isSpoken })
  }
  // It may have been told to its end by now.
  if (item.status !== 'in-progress' && (!isWhole || item.text !== '')) return unchanged(state)
  const at = content_index ?? 0
  const known = state.parts[id] ?? (at === 0 ? undefined : { 0: item.text })
  const parts = known && { ...known, [at]: change(known[at] ?? '') }
  const text = parts ? Object.values(parts).join('') : change(item.text)
  const conversation = changeItem(state.conversation, id, (one) =>
    patched(one, { text, spoken: one.spoken || isSpoken }),
  )
  if (conversation === state.conversation) return unchanged(state)
  return [
    { ...state, conversation, ...(parts && { parts: lastFew(state.parts, id, parts) }) },
    nothing,
  ]
}

const add = (delta: string, isSpoken: boolean): Change => ({
  change: (text) => text + delta,
  isWhole: false,
  isSpoken,
})
const settle = (whole: string | null | undefined, isSpoken: boolean): Change => ({
  change: (text) => whole ?? text,
  isWhole: true,
  isSpoken,
})

/** The words of an answer. Its sound: `sounds.ts`. */
export const content: Rows<
  | 'response.output_audio_transcript.delta'
  | 'response.output_audio_transcript.done'
  | 'response.output_text.delta'
  | 'response.output_text.done'
> = {
  'response.output_audio_transcript.delta': (state, event, nowMs) =>
    write(state, event, nowMs, add(event.delta, true)),
  'response.output_audio_transcript.done': (state, event, nowMs) =>
    write(state, event, nowMs, settle(event.transcript, true)),
  'response.output_text.delta': (state, event, nowMs) =>
    write(state, event, nowMs, add(event.delta, false)),
  'response.output_text.done': (state, event, nowMs) =>
    write(state, event, nowMs, settle(event.text, false)),
}
