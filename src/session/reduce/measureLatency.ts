import type { Effect, SessionEvent } from '../events.ts'
import type { LatencyStage, Mark, Measuring, TurnLatency } from '../Measures.ts'
import type { SessionState } from '../state.ts'
import { isCut } from '../turn.ts'
import type { Step } from './Step.ts'

const TURNS_KEPT = 100

const isAsked = ({ turn }: SessionState): boolean => turn.due !== null || turn.wanted.length > 0

const asks = (effect: Effect): boolean =>
  effect.type === 'send' &&
  effect.event.type === 'response.create' &&
  effect.event.response?.conversation !== 'none'

const originOf = (before: SessionState, event: SessionEvent): 'tool' | 'request' =>
  event.type.startsWith('tool.') || before.turn.outputs !== null ? 'tool' : 'request'

/** What the detector waits before it takes the speech for ended. */
function silenceOf({ settings: { turnDetection: detection } }: SessionState): number | null {
  return detection?.type === 'server_vad' ? (detection.silenceDurationMs ?? null) : null
}

/** From when the next answer counts, after this. */
function markAfter(
  before: SessionState,
  after: SessionState,
  event: SessionEvent,
  atMs: number,
): Mark | null {
  const { mark } = after.measures
  const wasHeard = before.turn.hears !== false && after.turn.hears === false
  switch (event.type) {
    // Whatever was asked before this is talked over.
    case 'input_audio_buffer.speech_started':
    case 'talk.pressed':
    case 'interrupt':
    case 'connection.lost':
      return null
    case 'input_audio_buffer.speech_stopped':
      return wasHeard && isAsked(after)
        ? { from: 'speech', silenceMs: silenceOf(after), atMs }
        : mark
    // Muting sends the silence at once, and the button needs none.
    case 'microphone.muted':
    case 'talk.released':
      return wasHeard && isAsked(after) ? { from: 'speech', silenceMs: 0, atMs } : mark
    case 'text.sent':
    case 'image.sent': {
      const isConnected = after.connection.status === 'connected'
      // The time that a line takes to come up is not the answer's.
      return event.respond
        ? { from: 'request', silenceMs: null, atMs: isConnected ? atMs : null }
        : mark
    }
    case 'response.retry': {
      const first = after.measures.turns.find(({ responseId }) => responseId === event.responseId)
      if (first === undefined || !isAsked(after)) return mark
      return {
        from: first.from,
        silenceMs: first.silenceMs,
        atMs: first.atMs,
        retryOf: first.responseId,
      }
    }
    case 'error':
      return isAsked(after) ? mark : null
    default:
      return mark
  }
}

function begin(measures: Measuring, responseId: string, atMs: number): Measuring {
  const { mark, turns } = measures
  if (mark === null || mark.atMs === null) return measures
  const last = turns.at(-1)
  const wasSilent = last?.firstSoundMs === null && last.firstDeltaMs === null
  const turn: TurnLatency = {
    responseId,
    from: mark.from,
    atMs: mark.atMs,
    askedAtMs: mark.from !== 'tool' ? mark.atMs : wasSilent ? last.askedAtMs : null,
    silenceMs: mark.silenceMs,
    createdMs: Math.round(atMs - mark.atMs),
    firstDeltaMs: null,
    firstSoundMs: null,
  }
  const others = turns.filter((one) => one.responseId !== mark.retryOf)
  return { ...measures, mark: null, turns: [...others, turn].slice(-TURNS_KEPT) }
}

/** Only the first one of an answer counts. */
function reach(
  measures: Measuring,
  responseId: string | undefined,
  stage: LatencyStage,
  atMs: number,
): Measuring {
  const turn = measures.turns.findLast((one) => one.responseId === responseId)
  if (turn === undefined || turn[stage] !== null) return measures
  const reached = { ...turn, [stage]: Math.max(0, Math.round(atMs - turn.atMs)) }
  return { ...measures, turns: measures.turns.map((one) => (one === turn ? reached : one)) }
}

/** How an event moves the times of the answer that it belongs to. @param atMs - On a clock that never jumps. */
export function measureLatency(
  before: SessionState,
  [after, effects]: Step,
  event: SessionEvent,
  atMs: number,
): Measuring {
  const { turn } = after
  const isAudible = (id: string) => turn.audible === id && before.turn.audible !== id
  const asked = markAfter(before, after, event, atMs)
  const mark = effects.some(asks)
    ? { from: originOf(before, event), silenceMs: null, ...asked, atMs: asked?.atMs ?? atMs }
    : asked
  const measures = mark === after.measures.mark ? after.measures : { ...after.measures, mark }
  switch (event.type) {
    case 'response.created': {
      const { id } = event.response
      const isNew = turn.response === id && before.turn.response !== id
      return isNew && !isCut(turn, id) ? begin(measures, id, atMs) : measures
    }
    case 'response.output_audio.delta':
    case 'response.output_text.delta':
      return isCut(turn, event.response_id)
        ? measures
        : reach(measures, event.response_id, 'firstDeltaMs', atMs)
    case 'player.started':
      return isAudible(event.itemId)
        ? reach(measures, turn.of[event.itemId], 'firstSoundMs', event.atMs ?? atMs)
        : measures
    case 'output_audio_buffer.started':
      return isAudible(event.response_id)
        ? reach(measures, event.response_id, 'firstSoundMs', atMs)
        : measures
    default:
      return measures
  }
}
