import type { SessionEvent } from '../events.ts'
import type { SessionState } from '../state.ts'

/** Calls since the user last said something, or the app last asked for an answer. Ten of one tool are more than any question needs. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 30

/** What the user said last is where a turn begins, or a wish of the app for an answer. */
function callsOfTurn({ conversation, calls, callsBefore }: SessionState) {
  const { items } = conversation
  const before = new Set(calls.slice(0, callsBefore))
  const at = items.findLastIndex(({ role }) => role === 'user')
  return items
    .slice(at + 1)
    .filter(({ kind, call }) => kind === 'tool-call' && !before.has(call?.callId ?? ''))
}

function wantsAnswer(event: SessionEvent): boolean {
  switch (event.type) {
    case 'text.sent':
    case 'image.sent':
      return event.respond
    case 'response.wanted':
      return event.request?.conversation !== 'none'
    case 'event.wanted':
      return event.event.type === 'response.create' && event.event.response?.conversation !== 'none'
    default:
      return false
  }
}

/** An app that asks for an answer itself begins a turn, also where no user says anything. */
export const countAnew = (state: SessionState, event: SessionEvent): SessionState =>
  state.callsBefore !== state.calls.length && wantsAnswer(event)
    ? { ...state, callsBefore: state.calls.length }
    : state

/** Which limit a call of this tool is beyond, in words; null when it is within. */
export function beyond(state: SessionState, name: string): string | null {
  const calls = callsOfTurn(state)
  if (calls.length > MOST_OF_ALL) return `more than ${MOST_OF_ALL} calls in one turn`
  const ofOne = calls.filter(({ call }) => call?.name === name)
  return ofOne.length > MOST_OF_ONE ? `more than ${MOST_OF_ONE} calls of it in one turn` : null
}

/**
 * What the model may still do in this turn: go on, only speak, or nothing, when it went on calling
 * although it was told to speak.
 */
export function leave(state: SessionState): 'go on' | 'speak' | 'stop' {
  const calls = callsOfTurn(state)
  if (calls.length > MOST_OF_ALL + MOST_OF_ONE) return 'stop'
  return calls.some(({ call }) => beyond(state, call?.name ?? '')) ? 'speak' : 'go on'
}
