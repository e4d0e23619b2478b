import type { Effect } from '../events.ts'
import { SHORTEST_TALK_MS } from '../shortestTalk.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { closeTurn } from './endTurn.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'

const clear: Effect = { type: 'send', event: { type: 'input_audio_buffer.clear' } }
const commit: Effect = { type: 'send', event: { type: 'input_audio_buffer.commit' } }

/** What the user does to be heard, or not to be. */
export const talk: Rows<
  'talk.pressed' | 'talk.released' | 'microphone.muted' | 'microphone.unmuted'
> = {
  'talk.pressed': (state) => {
    const { status } = state.connection
    // Whoever presses while the line is being made is heard from its first moment.
    if (state.turn.hears === 'button' || (status !== 'connected' && status !== 'connecting'))
      return unchanged(state)
    const [cut, effects] = barge(state, 'button')
    const pressed: SessionState = { ...cut, turn: { ...cut.turn, hears: 'button' } }
    return [pressed, status === 'connected' ? [...effects, clear] : effects]
  },
  'talk.released': (state, { ms }) => {
    if (state.turn.hears !== 'button') return unchanged(state)
    const quiet: SessionState = { ...state, turn: { ...state.turn, hears: false } }
    const isConnected = state.connection.status === 'connected'
    if (ms < SHORTEST_TALK_MS) return [quiet, isConnected ? [clear] : nothing]
    // What was said before there is a line is held with its end, and answered when there is one.
    return andThen([quiet, isConnected ? [commit] : nothing], (committed) => create(committed))
  },
  'microphone.muted': (state, _event, nowMs) => {
    const muted = { ...state, turn: { ...state.turn, mutedAtMs: nowMs } }
    return state.turn.hears === 'service' && state.settings.turnDetection != null
      ? closeTurn(muted)
      : [muted, nothing]
  },
  'microphone.unmuted': (state) =>
    state.turn.mutedAtMs === null
      ? unchanged(state)
      : [{ ...state, turn: { ...state.turn, mutedAtMs: null } }, nothing],
}
