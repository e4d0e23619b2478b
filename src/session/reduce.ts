import type { SessionEvent } from './events.ts'
import { commands } from './reduce/commands.ts'
import { content } from './reduce/content.ts'
import { errors } from './reduce/errors.ts'
import { items } from './reduce/items.ts'
import { local } from './reduce/local.ts'
import { line } from './reduce/line.ts'
import { followUp } from './reduce/followUp.ts'
import { measure } from './reduce/measure.ts'
import { overdue, watchItems } from './reduce/overdue.ts'
import { player } from './reduce/player.ts'
import { heedQuestions } from './reduce/questions.ts'
import { raw } from './reduce/raw.ts'
import { rest } from './reduce/rest.ts'
import { response } from './reduce/response.ts'
import { countAnew } from './reduce/runaway.ts'
import { settings } from './reduce/settings.ts'
import { sounds } from './reduce/sounds.ts'
import { speech } from './reduce/speech.ts'
import { unchanged, type Rows, type Step } from './reduce/Step.ts'
import { talk } from './reduce/talk.ts'
import { tools } from './reduce/tools.ts'
import { toolStream } from './reduce/toolStream.ts'
import { words } from './reduce/words.ts'
import type { SessionState } from './state.ts'

/** A row for each event that there is: the compiler refuses to build until a new one has its own. */
const rows: Rows<SessionEvent['type']> = {
  ...rest,
  ...line,
  ...settings,
  ...tools,
  ...toolStream,
  ...speech,
  ...words,
  ...talk,
  ...response,
  ...sounds,
  ...content,
  ...items,
  ...overdue,
  ...player,
  ...local,
  ...commands,
  ...raw,
  ...errors,
  'response.content_part.added': unchanged,
  'response.content_part.done': unchanged,
  'rate_limits.updated': unchanged,
  'conversation.created': unchanged,
  'input_audio_buffer.dtmf_event_received': unchanged,
  'response.audio_timestamp.done': unchanged,
  unknown: unchanged,
}

/**
 * The whole behaviour of a session, with no clock, socket or sound in it.
 *
 * @param nowMs - Since the Unix epoch: for dates.
 * @param steadyMs - On the clock of `performance.now()`, which never jumps: for durations.
 */
export function reduce(
  state: SessionState,
  event: SessionEvent,
  nowMs: number,
  steadyMs = nowMs,
): Step {
  // A row takes the event of its own name, which a union of names cannot say.
  const row = rows[event.type] as (state: SessionState, event: SessionEvent, nowMs: number) => Step
  const decided = heedQuestions(state, row(countAnew(state, event), event, nowMs))
  const step = watchItems(state, followUp(state, decided, event))
  const [after, effects] = step
  const measures = measure(state, step, event, { nowMs, steadyMs })
  return [measures === after.measures ? after : { ...after, measures }, effects]
}
