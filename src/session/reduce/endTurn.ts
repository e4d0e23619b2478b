import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'
import { isCut } from '../turn.ts'
import { promise, PLAIN, queue } from './wishes.ts'
import type { Step } from './Step.ts'

/** Silence beyond what ends a turn, so that the detector surely sees all of it. */
const SPARE_SILENCE_MS = 200

/** Semantic turn detection waits longer: by the documents about 8 s at its most patient, and 4 as it usually is. */
const PATIENT_SILENCE_MS = 8000
const SEMANTIC_SILENCE_MS = 4000

/** What a detector takes for the end of a turn. */
function endingSilenceMs({ settings: { turnDetection } }: SessionState): number {
  if (turnDetection?.type !== 'semantic_vad') return turnDetection?.silenceDurationMs ?? 500
  return turnDetection.eagerness === 'low' ? PATIENT_SILENCE_MS : SEMANTIC_SILENCE_MS
}

/** Whether the end of a turn asks for an answer by itself. */
const createsResponse = ({ settings }: SessionState): boolean => {
  const detection = settings.turnDetection
  return detection != null && (detection.createResponse ?? true)
}

/** Whether speech of the user cuts the answer. */
export const isCutBySpeech = ({ settings }: SessionState): boolean =>
  settings.turnDetection?.interruptResponse !== false

/** The turn that the user is in, or that the service has not taken yet. */
export const openTurn = ({ conversation }: SessionState): ConversationItem | undefined =>
  conversation.items.findLast(
    ({ role, spoken, status }) => role === 'user' && spoken && status === 'in-progress',
  )

/** An answer goes on although the user talks: it is not cut by speech. */
const isAnswering = (state: SessionState): boolean => {
  const { response } = state.turn
  return response !== null && !isCut(state.turn, response) && !isCutBySpeech(state)
}

/** The service heard the end of the turn: it answers, where it is meant to. */
export function endTurn(state: SessionState): SessionState {
  const { turn } = state
  const quiet = {
    ...turn,
    hears: turn.hears === 'service' ? false : turn.hears,
    // From here on a response of the service answers this turn: it is not the one that was talked over.
    doomed: turn.doomed === 'service' ? null : turn.doomed,
  } as const
  if (!createsResponse(state)) return { ...state, turn: quiet }
  // A service that is busy with an answer may leave this turn without one.
  if (isAnswering(state)) {
    const wanted = promise(queue(quiet.wanted, PLAIN))
    return { ...state, turn: { ...quiet, wanted } }
  }
  const due = turn.due ?? 'service'
  return { ...state, turn: { ...quiet, due, wanted: promise(quiet.wanted) } }
}

/** The service cannot hear the silence that would end the turn: it is sent, and the turn ends as promised. */
export function closeTurn(state: SessionState): Step {
  const { turn } = state
  const silenceMs = endingSilenceMs(state) + SPARE_SILENCE_MS
  const isPromised = createsResponse(state) && !isAnswering(state)
  const closed = {
    ...turn,
    hears: false,
    due: turn.due ?? (isPromised ? 'service' : null),
    wanted: isPromised ? promise(turn.wanted) : turn.wanted,
  } as const
  return [{ ...state, turn: closed }, [{ type: 'closeTurn', silenceMs }]]
}
