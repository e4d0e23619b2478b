import type { ConversationItem } from '../ConversationItem.ts'
import type { SessionState } from '../state.ts'

/** Calls since the user last said something. Ten of one tool are more than any question needs. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 30

/** What the user said last is where a turn begins. */
function callsOfTurn({ conversation: { items } }: SessionState): readonly ConversationItem[] {
  const at = items.findLastIndex(({ role }) => role === 'user')
  return items.slice(at + 1).filter(({ kind }) => kind === 'tool-call')
}

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
