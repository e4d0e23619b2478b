import type { SessionEvent } from './events.ts'
import { commands } from './reduce/commands.ts'
import { content } from './reduce/content.ts'
import { errors } from './reduce/errors.ts'
import { items } from './reduce/items.ts'
import { line } from './reduce/line.ts'
import { measure } from './reduce/measure.ts'
import { player } from './reduce/player.ts'
import { response } from './reduce/response.ts'
import { settings } from './reduce/settings.ts'
import { speech } from './reduce/speech.ts'
import { unchanged, type Rows, type Step } from './reduce/Step.ts'
import { tools } from './reduce/tools.ts'
import type { SessionState } from './state.ts'

/** A row for each event that there is: the compiler refuses to build until a new one has its own. */
const rows: Rows<SessionEvent['type']> = {
  ...line,
  ...settings,
  ...tools,
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
  'conversation.created': unchanged,
  'conversation.item.input_audio_transcription.segment': unchanged,
  'input_audio_buffer.timeout_triggered': unchanged,
  'input_audio_buffer.dtmf_event_received': unchanged,
  'response.mcp_call_arguments.delta': unchanged,
  'response.mcp_call_arguments.done': unchanged,
  'response.mcp_call.in_progress': unchanged,
  'response.mcp_call.completed': unchanged,
  'response.mcp_call.failed': unchanged,
  'mcp_list_tools.in_progress': unchanged,
  'mcp_list_tools.completed': unchanged,
  'mcp_list_tools.failed': unchanged,
  'response.audio_timestamp.delta': unchanged,
  'response.audio_timestamp.done': unchanged,
  unknown: unchanged,
}

/** The whole behaviour of a session, with no clock, socket or sound in it. `nowMs` is milliseconds since the Unix epoch. */
export function reduce(state: SessionState, event: SessionEvent, nowMs: number): Step {
  // A row takes the event of its own name, which a union of names cannot say.
  const row = rows[event.type] as (state: SessionState, event: SessionEvent, nowMs: number) => Step
  const [after, effects] = row(state, event, nowMs)
  const measures = measure(after.measures, event)
  return [measures === after.measures ? after : { ...after, measures }, effects]
}
