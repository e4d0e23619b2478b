import type { ClientEvent } from './clientEvents.ts'
import type { Dialect } from './dialect.ts'
import { eventToFlat, eventToGa } from './flatEvents.ts'
import { isFields, type Fields } from './flatFields.ts'
import { GAPS, missingOf, withoutGaps } from './flatGaps.ts'
import { eventTo2024, missingIn2024 } from './flat2024.ts'

const decode = (frame: unknown): unknown => (isFields(frame) ? eventToGa(frame) : frame)

function dialect(
  gaps: (typeof GAPS)['usual'],
  finish: (event: Fields) => Fields,
  missing: (event: Fields) => readonly string[],
): Dialect {
  const encode = (event: ClientEvent): Fields => {
    const frame = eventToFlat({ ...event })
    const { session } = frame
    return finish(isFields(session) ? { ...frame, session: withoutGaps(gaps, session) } : frame)
  }
  return {
    name: 'flat',
    encode,
    decode,
    missing: (event) =>
      event.type === 'session.update'
        ? missingOf(gaps, eventToFlat({ ...event })['session'])
        : missing({ ...event }),
  }
}

/**
 * The names and shapes of the preview: Azure's `/openai/realtime` and Voice Live.
 *
 * Settings that only GA has (`truncation`, `idle_timeout_ms`, …) are left out, and `missing` names them. What else a
 * flat service does not know, such as a picture, is sent as it is: the service refuses it, and its refusal says what.
 */
export const flat: Dialect = dialect(
  GAPS.usual,
  (event) => event,
  () => [],
)

/** As the first preview, `2024-10-01-preview`, has them. */
export const flat2024: Dialect = dialect(GAPS.in2024, eventTo2024, missingIn2024)

/** The flat dialect of the service at this address: which version it speaks stands in its `api-version`. */
export const flatAt = (url: string): Dialect =>
  new URL(url, 'wss://site').searchParams.get('api-version') === '2024-10-01-preview'
    ? flat2024
    : flat
