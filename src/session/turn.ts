import type { ResponseRequest } from '../protocol/clientEvents.ts'

/** What the model is doing, as the user perceives it. `speaking` means that the user hears it, not that the service generates it. */
export type ModelStatus = 'idle' | 'listening' | 'thinking' | 'speaking'

/** Who asked for a response: the service at the end of a turn, or we. */
export type Asker = 'service' | 'us'

/** A wish for a response, and how often it came to nothing. */
export interface Wish {
  readonly request: ResponseRequest
  /** Answers that failed. */
  readonly failed: number
  /** Refusals because another response was in the way. */
  readonly busy: number
  /** The service is to answer anyway: when that answer begins, this is met. */
  readonly isPromised?: boolean
}

/** The facts a turn is made of. The status is derived from them and never stored. */
export interface Turn {
  /** Who says that the user is talking. */
  readonly hears: false | 'service' | 'button'
  /** Since when the microphone gives nothing more, muted or gone; null while it does, or when none ever did. */
  readonly mutedAtMs: number | null
  /** A response was asked for or is promised, and has no id yet. */
  readonly due: Asker | null
  /** Whose next `response.created` is to be cancelled: the user talked over it before it had an id. */
  readonly doomed: Asker | null
  /** The response that is running in the default conversation. */
  readonly response: string | null
  /** What that response, or the one that is due, was asked with; null where the service began it. */
  readonly asked: Wish | null
  /** What waits until that one is done, in order. */
  readonly wanted: readonly Wish[]
  /** Nothing is asked for until this pause is over: an answer failed, or the service is busy. */
  readonly pause: string | null
  /** Responses out of band: nobody hears them, and they take no turn. The last 32. */
  readonly aside: readonly string[]
  /** How many of those were asked for and have no id yet. */
  readonly asideDue: number
  /** Items with sound that nobody has heard yet, in order. */
  readonly queued: readonly string[]
  /** The item that comes out of the loudspeaker now. */
  readonly audible: string | null
  /** Items of which no more sound will come. */
  readonly complete: readonly string[]
  /** Item to response. */
  readonly of: Readonly<Record<string, string>>
  /** Responses that were cut. Whatever still comes of them has no effect. */
  readonly cut: readonly string[]
  /** Responses that are done: a piece of sound that comes after that is stale. The last 32. */
  readonly done: readonly string[]
  /** Items that were cut, and of which the player has not told yet how much was heard. */
  readonly silenced: readonly string[]
  /** Items that sounded on when their line was replaced: the new session knows them only as text. */
  readonly carried: readonly string[]
  /** Calls that are ours to answer, and that wait for nobody's consent. */
  readonly openCalls: readonly string[]
  /** Calls, also of remote servers, that wait for the user's consent, as long as this turn waits for it too. */
  readonly questions: readonly string[]
  /** Tools have answered, and no response knows of it yet; or the service has promised one that will. */
  readonly outputs: 'unseen' | 'promised' | null
  /** What the response was asked with that made the last of the calls: the one to their answers is asked alike. */
  readonly manner: ResponseRequest
  /** The sound is lowered while it is unsure whether the user talks. */
  readonly ducked: boolean
  /** How often it was: the end of the wait for an older time lifts no newer one. */
  readonly dips: number
}

export const restingTurn: Turn = {
  hears: false,
  mutedAtMs: null,
  due: null,
  doomed: null,
  response: null,
  asked: null,
  wanted: [],
  pause: null,
  aside: [],
  asideDue: 0,
  queued: [],
  audible: null,
  complete: [],
  of: {},
  cut: [],
  done: [],
  silenced: [],
  carried: [],
  openCalls: [],
  questions: [],
  outputs: null,
  manner: {},
  ducked: false,
  dips: 0,
}

export function modelStatus(turn: Turn): ModelStatus {
  if (turn.hears !== false) return 'listening'
  if (turn.audible !== null) return 'speaking'
  const isAwaiting =
    turn.response !== null ||
    turn.due !== null ||
    turn.wanted.length > 0 ||
    turn.queued.length > 0 ||
    turn.openCalls.length > 0 ||
    turn.questions.length > 0
  return isAwaiting ? 'thinking' : 'idle'
}

/** The items that are heard or wait to be, in order. */
export const sounding = ({ audible, queued }: Turn): readonly string[] =>
  audible === null ? queued : [audible, ...queued]

/** Enough for every response whose late events can still be under way. */
const CUTS_KEPT = 32

/** Whether nothing that comes of this response has an effect: it was cut, or is none of the conversation. */
export const isCut = (turn: Turn, responseId: string | undefined): boolean =>
  responseId !== undefined && (turn.cut.includes(responseId) || turn.aside.includes(responseId))

/** Whether sound of this response is not to be played: it was cut, or it is over. */
export const isOver = (turn: Turn, responseId: string): boolean =>
  isCut(turn, responseId) || turn.done.includes(responseId)

export const withAside = (turn: Turn, responseId: string): Turn => ({
  ...turn,
  aside: [...turn.aside, responseId].slice(-CUTS_KEPT),
  asideDue: Math.max(0, turn.asideDue - 1),
})

export const withDone = (turn: Turn, responseId: string): Turn =>
  turn.done.includes(responseId)
    ? turn
    : { ...turn, done: [...turn.done, responseId].slice(-CUTS_KEPT) }

export const withCut = (turn: Turn, responseIds: readonly (string | undefined)[]): Turn => {
  const fresh = responseIds.filter((id) => id !== undefined && !turn.cut.includes(id))
  if (fresh.length === 0) return turn
  return { ...turn, cut: [...turn.cut, ...new Set(fresh)].slice(-CUTS_KEPT) as string[] }
}

export const without = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter((other) => other !== one) : list
