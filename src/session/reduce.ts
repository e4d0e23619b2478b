import type { SessionEvent } from './events.ts'
import { commands } from './reduce/commands.ts'
import { content } from './reduce/content.ts'
import { errors } from './reduce/errors.ts'
import { items } from './reduce/items.ts'
import { line } from './reduce/line.ts'
import { player } from './reduce/player.ts'
import { response } from './reduce/response.ts'
import { speech } from './reduce/speech.ts'
import { unchanged, type Rows, type Step } from './reduce/Step.ts'
import type { SessionState } from './state.ts'

/** A row for each event that there is: the compiler refuses to build until a new one has its own. */
const rows: Rows<SessionEvent['type']> = {
  ...line,
  ...speech,
  ...response,
  ...content,
  ...items,
  ...player,
  ...commands,
  ...errors,
  'response.content_part.added': unchanged,
  'response.content_part.done': unchanged,
  'response.function_call_arguments.delta': unchanged,
  'response.function_call_arguments.done': unchanged,
  'rate_limits.updated': unchanged,
  unknown: unchanged,
}

/** The whole behaviour of a session, with no clock, socket or sound in it. `nowMs` is milliseconds since the Unix epoch. */
export function reduce(state: SessionState, event: SessionEvent, nowMs: number): Step {
  // A row takes the event of its own name, which a union of names cannot say.
  const row = rows[event.type] as (state: SessionState, event: SessionEvent, nowMs: number) => Step
  return row(state, event, nowMs)
}
