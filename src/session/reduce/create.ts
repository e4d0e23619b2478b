import type { ClientEvent, ResponseRequest } from '../../protocol/clientEvents.ts'
import type { ResponseObject } from '../../protocol/serverEvents.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { post } from './post.ts'
import { nothing, type Step } from './Step.ts'
import { queue } from './wishes.ts'

/** Marks the responses that we asked for, so that they are told from those of the service. */
const ASKED_BY = 'react-realtime-voice'
const ASKED_ASIDE = `${ASKED_BY}-aside`

/** The `event_id` of our requests: an error that names one refuses that request. */
export const CREATE_EVENT_ID = 'rv-create'
export const ASIDE_EVENT_ID = 'rv-aside'

type Metadata = ResponseRequest['metadata'] | null

export const isOurs = (metadata: Metadata): boolean => metadata?.['asked_by'] === ASKED_BY

/** Whether a response is out of band. A service that says neither to what it belongs nor who asked is taken by its turn. */
export function isAside(turn: Turn, { conversation_id, metadata }: ResponseObject): boolean {
  if (conversation_id === null || metadata?.['asked_by'] === ASKED_ASIDE) return true
  const isUnmarked = conversation_id === undefined && !isOurs(metadata)
  return isUnmarked && turn.asideDue > 0 && turn.due === null
}

const createEvent = (
  request: ResponseRequest,
  event_id: string,
  asked_by: string,
): ClientEvent => ({
  type: 'response.create',
  event_id,
  response: { ...request, metadata: { ...request.metadata, asked_by } },
})

/** Ends a response at the service, by its id: the next one may have begun meanwhile. */
export const cancel = (responseId: string): Effect => ({
  type: 'send',
  event: { type: 'response.cancel', response_id: responseId },
})

/**
 * Asks for a response; while one is due or running, while the user talks, or without a line, it waits for its turn. One at a time.
 *
 * One out of band is asked for at once.
 */
export function create(state: SessionState, request: ResponseRequest = {}): Step {
  const { turn } = state
  if (request.conversation === 'none')
    return post(
      { ...state, turn: { ...turn, asideDue: turn.asideDue + 1 } },
      createEvent(request, ASIDE_EVENT_ID, ASKED_ASIDE),
    )
  // Nobody is there to answer, and nobody is coming.
  if (['idle', 'closed', 'failed'].includes(state.connection.status)) return [state, nothing]
  return createIfWanted({ ...state, turn: { ...turn, wanted: queue(turn.wanted, request) } })
}

/** Performs the create that was waiting, if one was and nothing is in its way. */
export function createIfWanted(state: SessionState): Step {
  const { connection, turn } = state
  const [asked, ...wanted] = turn.wanted
  const mustWait =
    connection.status !== 'connected' ||
    // An answer that begins while the user talks is cut: it waits for the end of the turn, and answers that too.
    turn.hears !== false ||
    turn.response !== null ||
    turn.due !== null ||
    turn.pause !== null
  if (asked === undefined || mustWait) return [state, nothing]
  return [
    { ...state, turn: { ...turn, due: 'us', asked, wanted } },
    [{ type: 'send', event: createEvent(asked.request, CREATE_EVENT_ID, ASKED_BY) }],
  ]
}

/** After a second Azure's rate limit was seen to let the same request pass. */
export const RETRY_MS = 1000

/** Lets what is wanted wait. The pause ends by itself, or when somebody talks. */
export function pause(state: SessionState, id: string, afterMs: number): Step {
  const event = { type: 'response.retry', responseId: id } as const
  return [{ ...state, turn: { ...state.turn, pause: id } }, [{ type: 'wake', afterMs, event }]]
}

/**
 * Cancels one response by its id; without an id, what is running, else what is due, else what waits.
 * Sound that came by then plays out.
 */
export function requestCancel(state: SessionState, responseId?: string | null): Step {
  const { turn } = state
  const id = responseId ?? turn.response
  if (id !== null) return [state, [cancel(id)]]
  // A cancel that comes before `response.created` does nothing: it is sent when there is an id.
  if (turn.due !== null) return [{ ...state, turn: { ...turn, doomed: turn.due } }, nothing]
  if (turn.wanted.length > 0)
    return [{ ...state, turn: { ...turn, wanted: [], pause: null } }, nothing]
  // Nothing that we know of: where the service knows better, it is right.
  const isConnected = state.connection.status === 'connected'
  return [state, isConnected ? [{ type: 'send', event: { type: 'response.cancel' } }] : nothing]
}
