import type { SessionEvent } from '../events.ts'
import type { SessionState, TakenCall } from '../state.ts'
import { openTurn } from './endTurn.ts'

/** Calls since the user last said something, or the app last asked for an answer. Ten of one tool are more than any question needs. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 30

const callsOfTurn = ({ calls, callsBefore }: SessionState): readonly TakenCall[] =>
  calls.slice(callsBefore)

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
      return event.type === 'input_audio_buffer.committed'
  }
}

/** Whether this is where a turn begins. What is done while a tool runs may be the tool's own doing; only speech that was heard is not. */
const beginsTurn = (state: SessionState, event: SessionEvent): boolean =>
  wantsAnswer(event) &&
  (state.turn.openCalls.length === 0 ||
    (event.type === 'input_audio_buffer.committed' && openTurn(state) !== undefined))

/** An app that asks for an answer itself begins a turn, also where no user says anything. */
export const countAnew = (state: SessionState, event: SessionEvent): SessionState =>
  state.callsBefore !== state.calls.length && beginsTurn(state, event)
    ? { ...state, callsBefore: state.calls.length }
    : state

/** Which limit a call of this tool is beyond, in words; null when it is within. */
export function beyond(state: SessionState, name: string): string | null {
  const calls = callsOfTurn(state)
  if (calls.length > MOST_OF_ALL) return `more than ${MOST_OF_ALL} calls in one turn`
  const ofOne = calls.filter((one) => one.name === name)
  return ofOne.length > MOST_OF_ONE ? `more than ${MOST_OF_ONE} calls of it in one turn` : null
}

/**
 * What the model may still do in this turn: go on, only speak, or nothing, when it went on calling
 * although it was told to speak.
 */
export function leave(state: SessionState): 'go on' | 'speak' | 'stop' {
  const calls = callsOfTurn(state)
  if (calls.length > MOST_OF_ALL + MOST_OF_ONE) return 'stop'
  return calls.some(({ name }) => beyond(state, name)) ? 'speak' : 'go on'
}
