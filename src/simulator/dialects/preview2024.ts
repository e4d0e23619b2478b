import { isFields, without, type Fields } from '../../protocol/flatFields.ts'
import { FLAT_PARTS, itemShape } from '../engine/itemShape.ts'
import { boolean, nullable, object, text } from '../engine/shape.ts'
import { maxOutputTokens } from './fields.ts'
import { flatService } from './flatService.ts'
import { FLAT_CLIENT_EVENTS, FLAT_SERVER_EVENTS } from './flatWords.ts'
import { PREVIEW_REQUEST, PREVIEW_SESSION } from './previewFields.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { startingSession } from './startingSession.ts'
import { PREVIEW_2024_DETECTION } from './turnDetection.ts'
import { preview2024Voice } from './voices.ts'
import { asInPreview } from './asInPreview.ts'

const LATER = ['speed', 'input_audio_noise_reduction', 'expires_at']

/** The session without what came later, and with what was later said otherwise. */
function asIn2024(session: Fields): Fields {
  const { tool_choice: choice, turn_detection: detection } = session
  const choosing = isFields(choice) && {
    tool_choice: { type: choice['type'], function: { name: choice['name'] } },
  }
  const listening = detection === null && { turn_detection: { type: 'none' } }
  return { ...without(session, ...LATER), ...choosing, ...listening }
}

/** Azure's `/openai/realtime` with `api-version=2024-10-01-preview`: its words and no others. */
export const preview2024: ServiceDialect = flatService({
  name: 'preview 2024-10',
  start: (id, model, nowMs) => ({
    ...startingSession({ id, model, nowMs }, 'alloy', PREVIEW_2024_DETECTION.server_vad.defaults),
    temperature: 0.8,
  }),
  clientEvents: FLAT_CLIENT_EVENTS,
  // Clients of that time close the line when they hear anything else.
  serverEvents: [...FLAT_SERVER_EVENTS, 'rate_limits.updated'],
  session: object({
    ...PREVIEW_SESSION,
    voice: preview2024Voice,
    input_audio_transcription: nullable(object({ model: text })),
  }),
  detection: PREVIEW_2024_DETECTION,
  request: object({
    ...PREVIEW_REQUEST,
    voice: preview2024Voice,
    max_output_tokens: maxOutputTokens,
    // In the specification of that time; clients written from it send them, and nothing ever followed from it.
    commit: boolean,
    cancel_previous: boolean,
  }),
  item: itemShape(FLAT_PARTS),
  finish(event) {
    const { session } = event
    return asInPreview(isFields(session) ? { ...event, session: asIn2024(session) } : event)
  },
})
