import { VoiceError } from '../../base/errors.ts'
import { codeOf, meaningOf, sentenceOf } from '../../protocol/serverErrors.ts'
import type { ServerErrorBody } from '../../protocol/serverEvents.ts'
import type { SessionState } from '../state.ts'
import type { Wish } from '../turn.ts'
import { miss } from './close.ts'
import { ASIDE_EVENT_ID, CREATE_EVENT_ID, createIfWanted, pause, RETRY_MS } from './create.ts'
import { refuseItem } from './createItem.ts'
import { facts, failureOf, showMissing, type Failure } from './failure.ts'
import { isOfSettings, refuse } from './refusal.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'
import { isPlain } from './wishes.ts'

/** How long a service that is busy with nobody knows what is left alone, try by try; less than an answer is waited for, in all. */
const BUSY_PAUSES_MS = [1000, 2000, 4000, 6000]

/** Our request is not going to be answered: neither is it awaited nor is its answer to be cancelled. */
const withoutOurs = (state: SessionState): SessionState => ({
  ...state,
  turn: {
    ...state.turn,
    due: state.turn.due === 'us' ? null : state.turn.due,
    asked: state.turn.due === 'us' ? null : state.turn.asked,
    doomed: state.turn.doomed === 'us' ? null : state.turn.doomed,
  },
})

/** Which of our wishes a refusal leaves without an answer. */
function refusedWish({ turn }: SessionState): Wish | null {
  // What was talked over before it had an id is not asked for again.
  if (turn.due === 'us') return turn.doomed === 'us' ? null : turn.asked
  // The service was quicker, and its answer will do unless ours was to be another.
  return turn.asked !== null && !isPlain(turn.asked.request) ? turn.asked : null
}

/** A response is in the way: we may know it, it may have no id yet, or be over by now. */
function waitForIt(state: SessionState, nowMs: number): Step {
  const refused = refusedWish(state)
  const free = withoutOurs(state)
  const [wish, ...others] = refused === null ? free.turn.wanted : [refused, ...free.turn.wanted]
  if (wish === undefined) return [free, nothing]
  const asked = free.turn.asked === refused ? null : free.turn.asked
  const wanted = [{ ...wish, busy: wish.busy + 1 }, ...others]
  const waiting = { ...free, turn: { ...free.turn, asked, wanted } }
  if (waiting.turn.response !== null || waiting.turn.due !== null) return [waiting, nothing]
  const afterMs = BUSY_PAUSES_MS[wish.busy]
  if (afterMs !== undefined) return pause(waiting, `busy_${nowMs}`, afterMs)
  const details = { reason: 'it is busy with another one' }
  const error = new VoiceError('response_failed', { details })
  return miss({ ...free, turn: { ...free.turn, wanted: [] } }, error, nowMs)
}

/** A request of ours came to nothing. One that may go well a moment later is made once more. */
function drop(state: SessionState, { error, passes }: Failure, nowMs: number): Step {
  const wish = refusedWish(state)
  const free = withoutOurs(state)
  if (wish === null || free.turn.wanted.length > 0) return createIfWanted(free)
  const missing = showMissing(free, `${nowMs}`, error, nowMs)
  if (!passes || wish.failed > 0) return [missing, nothing]
  const turn = { ...missing.turn, wanted: [{ ...wish, failed: 1 }] }
  return pause({ ...missing, turn }, `failed_${nowMs}`, RETRY_MS)
}

/** Which of our requests an error refuses. Many name none: then what it is about tells, or that no other is open. */
function refusedRequest(
  { turn, agreement, conversation }: SessionState,
  { event_id, param }: ServerErrorBody,
  passes: boolean,
): 'due' | 'aside' | null {
  if (event_id === CREATE_EVENT_ID) return 'due'
  if (event_id === ASIDE_EVENT_ID) return 'aside'
  if (event_id) return null
  const isDue = turn.due === 'us'
  const isOnly =
    !param &&
    agreement.open.length === 0 &&
    !conversation.items.some(({ status }) => status === 'pending')
  // An error that may pass is of what we wait for.
  if (isDue && (passes || isOnly || isOfResponse(param))) return 'due'
  return turn.asideDue > 0 && isOfResponse(param) ? 'aside' : null
}

const isOfResponse = (param: string | null | undefined): boolean =>
  param?.startsWith('response') === true

/** For a sentence of ours, which has a dot of its own. */
const sentenceWithin = (error: ServerErrorBody): string => sentenceOf(error).replace(/\.$/, '')

/** Why a request of ours was refused. The service may repeat what it was given, and that may be words of the conversation. */
const reasonOf = (error: ServerErrorBody, passes: boolean): string =>
  passes || /instructions|prompt|input|metadata|tools/.test(error.param ?? '')
    ? codeOf(error)
    : sentenceWithin(error)

/** The service complains. Most of its errors are normal races. */
export const errors: Rows<'error'> = {
  error: (state, { error }, nowMs): Step => {
    const refused = refuseItem(state, error)
    if (refused) return refused
    const meaning = meaningOf(error)
    const failure = failureOf(error)
    const refusedOne = refusedRequest(state, error, failure.passes)
    const isOfCreate = refusedOne === 'due'
    const reason = refusedOne ? reasonOf(error, failure.passes) : codeOf(error)
    switch (meaning.kind) {
      case 'benign':
        return unchanged(state)
      case 'busy':
        return isOfCreate || !error.event_id ? waitForIt(state, nowMs) : unchanged(state)
      case 'fatal': {
        // What is said of a key may hold it.
        const isOfKey = meaning.code === 'unauthorized'
        const details = { reason: isOfKey ? codeOf(error) : sentenceWithin(error) }
        const complaint = new VoiceError(meaning.code, { details, cause: facts(error) })
        const told = trouble({ ...state, complaint }, complaint)
        if (!isOfCreate) return told
        return andThen(told, (next) => drop(next, { error: complaint, passes: false }, nowMs))
      }
      case 'setting':
        return refuse(state, error, meaning.setting)
      case 'other': {
        if (refusedOne === null && isOfSettings(state, error)) return refuse(state, error)
        const details = { what: `an error (${reason})`, reason }
        const isRefusal = refusedOne !== null && meaning.code === 'protocol_warning'
        const code = isRefusal ? 'response_failed' : meaning.code
        const warning = new VoiceError(code, { details, cause: facts(error) })
        const told = trouble(withComplaint(state, error, warning), warning)
        if (isOfCreate)
          return andThen(told, (next) => drop(next, { ...failure, error: warning }, nowMs))
        if (refusedOne !== 'aside') return told
        return andThen(told, (next) => [withoutAside(next), nothing])
      }
    }
  },
}

/** A service that complains while connecting, and then says nothing more, has said why. */
function withComplaint(
  state: SessionState,
  error: ServerErrorBody,
  warning: VoiceError,
): SessionState {
  if (state.connection.status !== 'connecting') return state
  const details = { reason: sentenceOf(error), closeCode: 'none' }
  const isSaid = warning.code === 'rate_limited'
  const complaint = isSaid ? warning : new VoiceError('protocol_error', { details })
  return { ...state, complaint }
}

const withoutAside = (state: SessionState): SessionState => ({
  ...state,
  turn: { ...state.turn, asideDue: Math.max(0, state.turn.asideDue - 1) },
})
