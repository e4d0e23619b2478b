import type { Dialect } from './dialect.ts'
import { eventToFlat, eventToGa } from './flatEvents.ts'
import { isFields } from './flatFields.ts'

/**
 * The names and shapes of the preview: Azure's `/openai/realtime` and Voice Live.
 *
 * Fields that only GA has (`truncation`, `idle_timeout_ms`, …) are sent as they are: the service refuses
 * them, and its refusal names them, which is better than a setting that does nothing.
 */
export const flat: Dialect = {
  name: 'flat',
  encode: (event) => eventToFlat({ ...event }),
  decode: (frame) => (isFields(frame) ? eventToGa(frame) : frame),
}
