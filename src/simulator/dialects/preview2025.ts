import { FLAT_PARTS, itemShape } from '../engine/itemShape.ts'
import { nullable, object, oneOf, text } from '../engine/shape.ts'
import { include, prompt, speed, tracing } from './fields.ts'
import { flatService } from './flatService.ts'
import { FLAT_CLIENT_EVENTS, FLAT_SERVER_EVENTS, LATER_SERVER_EVENTS } from './flatWords.ts'
import { PREVIEW_REQUEST, PREVIEW_SESSION } from './previewFields.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { startingSession } from './startingSession.ts'
import { PREVIEW_2025_DETECTION } from './turnDetection.ts'
import { preview2025Voice } from './voices.ts'
import { asInPreview } from './asInPreview.ts'

/** Azure's `/openai/realtime` with `api-version=2025-04-01-preview`. */
export const preview2025: ServiceDialect = flatService({
  name: 'preview',
  start: (id, model, nowMs) => ({
    ...startingSession({ id, model, nowMs }, 'alloy', PREVIEW_2025_DETECTION.server_vad.defaults),
    temperature: 0.8,
    tracing: null,
  }),
  clientEvents: [
    ...FLAT_CLIENT_EVENTS,
    'conversation.item.retrieve',
    'transcription_session.update',
  ],
  serverEvents: [
    ...FLAT_SERVER_EVENTS,
    ...LATER_SERVER_EVENTS,
    'conversation.created',
    'rate_limits.updated',
  ],
  session: object({
    ...PREVIEW_SESSION,
    voice: preview2025Voice,
    input_audio_transcription: nullable(object({ model: text, language: text, prompt: text })),
    input_audio_noise_reduction: nullable(
      object({ type: oneOf('near_field', 'far_field') }, ['type']),
    ),
    speed,
    tracing,
    prompt,
    include,
  }),
  detection: PREVIEW_2025_DETECTION,
  request: object({ ...PREVIEW_REQUEST, voice: preview2025Voice }),
  item: itemShape(FLAT_PARTS),
  finish: asInPreview,
})
