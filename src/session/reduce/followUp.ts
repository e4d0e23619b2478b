import type { ResponseRequest } from '../../protocol/clientEvents.ts'
import type { SessionEvent } from '../events.ts'
import type { SessionState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { create, createIfWanted } from './create.ts'
import { leave } from './runaway.ts'
import { andThen, type Step } from './Step.ts'

/** Nothing is being asked or answered, nobody talks, and no call is open. */
const isFree = (turn: Turn): boolean =>
  turn.due === null &&
  turn.response === null &&
  turn.wanted.length === 0 &&
  turn.openCalls.length === 0 &&
  turn.questions.length === 0 &&
  turn.hears === false

/** Something is in the way of the next request. */
const isTaken = ({ hears, response, due, pause }: Turn): boolean =>
  hears !== false || response !== null || due !== null || pause !== null

/** What the response that has just been asked for, promised or begun makes of the answers of tools. */
function seen(before: Turn, { outputs, due, response }: Turn): Turn['outputs'] {
  // What was answered after a response was asked for, that response need not know.
  if (due !== null && before.due === null) return due === 'us' ? null : 'promised'
  const isBegun = response !== null && response !== before.response
  if (isBegun) return outputs === 'promised' || before.due === null ? null : outputs
  // The service promised a response at the end of the user's turn, and none came: that was noise.
  return due === null ? 'unseen' : outputs
}

/** As the answer was asked for that made the calls, but now with the conversation, and free to speak: what had to call would call for ever. */
function alike({ turn, settings }: SessionState, mayCall: boolean): ResponseRequest {
  const { tool_choice, ...asked } = turn.manner
  const manner: ResponseRequest = Object.fromEntries(
    Object.entries(asked).filter(([name]) => name !== 'input'),
  )
  const choice = tool_choice ?? settings.toolChoice ?? 'auto'
  const isForced = choice !== 'auto' && choice !== 'none'
  const free = mayCall ? (isForced ? 'auto' : tool_choice) : 'none'
  return { ...manner, ...(free !== undefined && { tool_choice: free }) }
}

/**
 * Asks for the responses that nothing is in the way of any more: those that waited, whatever ended
 * that, and, once, one to what tools have answered, when all of them have.
 */
export function followUp(before: SessionState, decided: Step, { type }: SessionEvent): Step {
  // What waits when a line is lost waits for the next one.
  const mayGoOn = isTaken(before.turn) && type !== 'connection.lost'
  const step = mayGoOn ? andThen(decided, createIfWanted) : decided
  const [{ turn }] = step
  if (turn.outputs === null) return step
  const outputs = before.turn.outputs === null ? turn.outputs : seen(before.turn, turn)
  return andThen(step, (state) => {
    const told = outputs === turn.outputs ? state : { ...state, turn: { ...turn, outputs } }
    if (!isFree(turn)) return [told, []]
    const rest = { ...told, turn: { ...turn, outputs: null } }
    const next = leave(state)
    return next === 'stop' ? [rest, []] : create(rest, alike(rest, next === 'go on'))
  })
}
