import type { ClientEvent, ResponseRequest } from '../../protocol/clientEvents.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import type { Step } from './Step.ts'

/** Marks the responses that we asked for, so that they are told from those of the service. */
const ASKED_BY = 'react-realtime-voice'

/** The `event_id` of our requests: an error that names one refuses that request. */
export const CREATE_EVENT_ID = 'rv-create'

export const isOurs = (metadata: Readonly<Record<string, string>> | null | undefined): boolean =>
  metadata?.['asked_by'] === ASKED_BY

const createEvent = (request: ResponseRequest = {}): ClientEvent => ({
  type: 'response.create',
  event_id: CREATE_EVENT_ID,
  response: {
    ...request,
    metadata: { ...request.metadata, asked_by: ASKED_BY },
  },
})

/** Ends a response at the service, by its id: the next one may have begun meanwhile. */
export const cancel = (responseId: string): Effect => ({
  type: 'send',
  event: { type: 'response.cancel', response_id: responseId },
})

/** Asks for a response; while one is due or running, or without a line, it waits for its turn. One at a time. */
export function create(state: SessionState, request?: ResponseRequest): Step {
  const { turn } = state
  const mustWait =
    state.connection.status !== 'connected' || turn.response !== null || turn.due !== null
  if (mustWait) return [{ ...state, turn: { ...turn, wanted: true } }, []]
  return [
    { ...state, turn: { ...turn, due: 'us', wanted: false } },
    [{ type: 'send', event: createEvent(request) }],
  ]
}

/** Performs the create that was waiting, if one was. */
export const createIfWanted = (state: SessionState): Step =>
  state.turn.wanted ? create({ ...state, turn: { ...state.turn, wanted: false } }) : [state, []]
