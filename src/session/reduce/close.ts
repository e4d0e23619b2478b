import { VoiceError } from '../../base/errors.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import { changeItem, findItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { isCut, sounding, withCut, withDone, without, type Turn } from '../turn.ts'
import { cancel, createIfWanted, pause, RETRY_MS } from './create.ts'
import { showMissing, type Failure } from './failure.ts'
import { andThen, nothing, unchanged, type Step } from './Step.ts'
import { trouble } from './trouble.ts'
import { dropUnheard } from './unheard.ts'

const ENDS: Readonly<Record<string, ConversationItem['status']>> = {
  cancelled: 'interrupted',
  incomplete: 'incomplete',
  failed: 'failed',
}

const itemsOf = ({ of }: Turn, responseId: string): readonly string[] =>
  Object.keys(of).filter((id) => of[id] === responseId)

const hasCalls = ({ openCalls, questions, outputs }: Turn): boolean =>
  openCalls.length > 0 || questions.length > 0 || outputs !== null

/** How an item of a response ends with it. One that was said to be whole is not, where the response went wrong. */
function endItem(item: ConversationItem, done: ResponseObject, problem: VoiceError | undefined) {
  const status = ENDS[done.status ?? ''] ?? 'completed'
  const isToldWhole = item.kind === 'message' && item.status !== 'interrupted'
  // A remote server may still be at work when all is written.
  const isOpen =
    item.status === 'in-progress' || (item.status === 'running' && status !== 'completed')
  if (!isOpen && !(problem && isToldWhole)) return item
  return { ...item, status, ...(problem && { problem }) }
}

/** Nothing more comes of this response: its items are finished, and what sounds of them plays out. */
function close(
  state: SessionState,
  done: ResponseObject,
  problem: VoiceError | undefined,
  nowMs: number,
): Step {
  const { turn } = state
  const playing = sounding(turn)
  const isOpenCall = (id: string) =>
    turn.openCalls.includes(findItem(state.conversation, id)?.call?.callId ?? '')
  // Those that were named only after it was cut are told of here.
  const named = (done.output ?? []).map(({ id }) => id).filter((id) => !isOpenCall(id))
  const mine = [...new Set([...itemsOf(turn, done.id), ...named])]
  const conversation = mine.reduce(
    (all, id) => changeItem(all, id, (item) => endItem(item, done, problem)),
    state.conversation,
  )
  const of = Object.fromEntries(
    Object.entries(turn.of).filter(([id, owner]) => owner !== done.id || playing.includes(id)),
  )
  // Where the service forgot to say that the sound is complete, this says it.
  const open = mine.filter((id) => playing.includes(id) && !turn.complete.includes(id))
  const complete = [...turn.complete, ...open]
  const closed = { ...state, conversation, turn: withDone({ ...turn, of, complete }, done.id) }
  // Where a call of it is open, its answer is still to come.
  const isShown = mine.some((id) => findItem(conversation, id)) || hasCalls(turn)
  const isMissing = problem && !isCut(turn, done.id) && !isShown
  return andThen(dropUnheard(closed, done, mine), (next) => [
    isMissing ? showMissing(next, done.id, problem, nowMs) : next,
    open.map((itemId): Effect => ({ type: 'endItem', itemId })),
  ])
}

/** Whether it is asked for once more: nobody did anything meanwhile, and nothing came of it that would come twice. */
function isRetried(state: SessionState, done: ResponseObject, bad: Failure | null): boolean {
  const { turn, conversation } = state
  const isAlone = turn.hears === false && turn.due === null && turn.wanted.length === 0
  const playing = sounding(turn)
  // A beginning that was heard, is about to be or was read would be said twice.
  const isEmpty =
    (done.output ?? []).every(({ type }) => type === 'message') &&
    itemsOf(turn, done.id).every((id) => {
      const item = findItem(conversation, id)
      return item?.kind === 'message' && item.text === '' && !playing.includes(id)
    })
  return (
    bad?.passes === true &&
    isAlone &&
    isEmpty &&
    !hasCalls(turn) &&
    turn.asked?.failed !== 1 &&
    !isCut(turn, done.id)
  )
}

/** The end of a response of the conversation, and what comes after it. */
export function end(
  state: SessionState,
  done: ResponseObject,
  bad: Failure | null,
  nowMs: number,
): Step {
  const told: Step = bad ? trouble(state, bad.error) : unchanged(state)
  const isAgain = isRetried(state, done, bad)
  return andThen(
    andThen(told, (next) => close(next, done, bad?.error, nowMs)),
    (next) => {
      const { turn } = next
      if (turn.response !== done.id) return liftPause(next, done.id)
      const rested = { ...turn, response: null, asked: null }
      if (!isAgain) return createIfWanted({ ...next, turn: rested })
      const wanted = [{ request: turn.asked?.request ?? {}, failed: 1, busy: 0 }]
      return pause({ ...next, turn: { ...rested, wanted } }, done.id, RETRY_MS)
    },
  )
}

/** Whatever was in the way of our request is over. A failed answer is no reason to hurry. */
export function liftPause(state: SessionState, doneId: string): Step {
  const { pause: id } = state.turn
  if (id === null || id === doneId) return unchanged(state)
  return createIfWanted({ ...state, turn: { ...state.turn, pause: null } })
}

/** Nothing came for too long: of what was due, of a response that is running, or of the end of one that was cut. */
export function giveUp(state: SessionState, _event: unknown, nowMs: number): Step {
  const { turn, complaint } = state
  const { response: id, due } = turn
  const reason = 'nothing came for a long time'
  const error = complaint ?? new VoiceError('response_failed', { details: { reason } })
  if (id !== null) {
    // Otherwise it would still be running there, and every later request would find the service busy.
    const cancelled: Step = [state, [cancel(id)]]
    // Of one that was cut, the end may still come and say what the model must forget.
    if (isCut(turn, id))
      return andThen(
        andThen(cancelled, (next) => dropUnheard(next, { id }, itemsOf(turn, id))),
        (next) => createIfWanted({ ...next, turn: { ...turn, response: null, asked: null } }),
      )
    const bad = { error, passes: false }
    const given = andThen(cancelled, (next) => end(next, { id, status: 'failed' }, bad, nowMs))
    // What comes of it from now on is neither heard nor read, and its end is still to come.
    return andThen(given, (next) => {
      const { done } = next.turn
      return [{ ...next, turn: withCut({ ...next.turn, done: without(done, id) }, [id]) }, nothing]
    })
  }
  const last = state.conversation.items.at(-1)
  // Noise that began a turn and made none is not answered, and nobody misses it.
  const isSpoken = last?.role === 'user' && last.spoken && last.status === 'completed'
  const isMissed = due === 'us' ? turn.doomed !== due || turn.wanted.length > 0 : isSpoken
  // Who does not hear the first request hears no other.
  const wanted = due === 'us' ? [] : turn.wanted
  const rested = { ...state, turn: { ...turn, due: null, doomed: null, asked: null, wanted } }
  if (due === null || !isMissed || wanted.length > 0) return createIfWanted(rested)
  return miss(rested, error, nowMs)
}

/** An answer that never began: everybody is told, and it is seen. */
export function miss(state: SessionState, error: VoiceError, nowMs: number): Step {
  const shown = showMissing(state, `${nowMs}`, error, nowMs)
  return error === state.complaint ? unchanged(shown) : trouble(shown, error)
}
