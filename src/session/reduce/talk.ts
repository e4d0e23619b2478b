import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { barge } from './barge.ts'
import { create } from './create.ts'
import { createsResponse } from './speech.ts'
import { andThen, nothing, unchanged, type Rows } from './Step.ts'

/** A shorter press is a slip of the finger; the services refuse less than 100 ms of audio. */
const SHORTEST_TALK_MS = 100

/** Silence beyond what ends a turn, so that the detector surely sees all of it. */
const SPARE_SILENCE_MS = 200

/** Semantic turn detection waits longer; its most patient setting takes about 8 s by the documents, the usual one 4. */
const SEMANTIC_SILENCE_MS = 4000

const clear: Effect = { type: 'send', event: { type: 'input_audio_buffer.clear' } }
const commit: Effect = { type: 'send', event: { type: 'input_audio_buffer.commit' } }

/** What the user does to be heard, or not to be. */
export const talk: Rows<'talk.pressed' | 'talk.released' | 'microphone.muted'> = {
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
    if (state.connection.status !== 'connected') return [quiet, nothing]
    if (ms < SHORTEST_TALK_MS) return [quiet, [clear]]
    return andThen([quiet, [commit]], (committed) => create(committed))
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
