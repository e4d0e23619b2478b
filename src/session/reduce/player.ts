import type { Heard } from '../../audio/Player.ts'
import { changeItem, findItem, splitHeard } from '../conversation.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { without, type Turn, sounding } from '../turn.ts'
import { nothing, unchanged, type Rows } from './Step.ts'

/** Forgets an item that is not heard any more. */
function forget(turn: Turn, itemId: string): Turn {
  const of = Object.fromEntries(
    Object.entries(turn.of).filter(([id, owner]) => id !== itemId || owner === turn.response),
  )
  return {
    ...turn,
    of,
    audible: turn.audible === itemId ? null : turn.audible,
    queued: without(turn.queued, itemId),
    complete: without(turn.complete, itemId),
    carried: without(turn.carried, itemId),
    silenced: without(turn.silenced, itemId),
  }
}

const isWhole = (turn: Turn, heard: Heard) =>
  heard.heardMs >= heard.receivedMs && turn.complete.includes(heard.itemId)

/** What the service must be told, so that the model remembers what was heard and no more. */
function correct(state: SessionState, heard: Heard): readonly Effect[] {
  const { itemId: item_id, contentIndex: content_index, heardMs, receivedMs } = heard
  // Not ours to correct: it was cut with its line, or belongs to a conversation that is over.
  if (!state.turn.silenced.includes(item_id) || isWhole(state.turn, heard)) return nothing
  const remove: Effect = { type: 'send', event: { type: 'conversation.item.delete', item_id } }
  // Truncating at 0 ms is an error: what nobody heard is taken out as a whole.
  if (heardMs < 1) return [remove]
  if (state.turn.carried.includes(item_id)) {
    const item = findItem(state.conversation, item_id)
    const { heard: text } = splitHeard(item?.text ?? '', heardMs, receivedMs)
    const rewrite: Effect = {
      type: 'send',
      event: {
        type: 'conversation.item.create',
        item: {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text }],
        },
      },
    }
    return [remove, rewrite]
  }
  return [
    {
      type: 'send',
      event: { type: 'conversation.item.truncate', item_id, content_index, audio_end_ms: heardMs },
    },
  ]
}

/** What comes out of the loudspeaker, as whoever carries the sound reports it. */
export const player: Rows<
  | 'player.started'
  | 'player.drained'
  | 'player.interrupted'
  | 'sound.lost'
  | 'local.speech'
  | 'local.timeout'
> = {
  'player.started': (state, { itemId }) => {
    // One that was cut a moment ago may still report its first sample.
    if (!state.turn.queued.includes(itemId)) return unchanged(state)
    const queued = without(state.turn.queued, itemId)
    return [{ ...state, turn: { ...state.turn, queued, audible: itemId } }, nothing]
  },
  'player.drained': (state, { itemId }) => {
    const { turn } = state
    if (turn.audible !== itemId && !turn.queued.includes(itemId)) return unchanged(state)
    const unduck: readonly Effect[] = turn.ducked ? [{ type: 'unduck' }] : nothing
    return [{ ...state, turn: { ...forget(turn, itemId), ducked: false } }, unduck]
  },
  'player.interrupted': (state, { heard }) => {
    const effects = heard.flatMap((one) => correct(state, one))
    const conversation = heard.reduce(
      (all, one) =>
        changeItem(all, one.itemId, (item) => {
          if (isWhole(state.turn, one)) return { ...item, status: 'completed' }
          const words = splitHeard(item.text, one.heardMs, one.receivedMs)
          return {
            ...item,
            status: 'interrupted',
            heardMs: one.heardMs,
            heardText: words.heard,
            unheardText: words.unheard,
          }
        }),
      state.conversation,
    )
    const turn = heard.reduce((facts, one) => forget(facts, one.itemId), state.turn)
    return [{ ...state, conversation, turn }, [...effects, { type: 'tell', heard }]]
  },
  'sound.lost': (state) => {
    const lost = sounding(state.turn)
    return [{ ...state, turn: { ...lost.reduce(forget, state.turn), ducked: false } }, nothing]
  },
  'local.speech': (state) =>
    state.turn.audible === null || state.turn.ducked
      ? unchanged(state)
      : [{ ...state, turn: { ...state.turn, ducked: true } }, [{ type: 'duck' }]],
  'local.timeout': (state) =>
    state.turn.ducked
      ? [{ ...state, turn: { ...state.turn, ducked: false } }, [{ type: 'unduck' }]]
      : unchanged(state),
}
