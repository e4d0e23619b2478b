import { eventToFlat, flatNameOf } from '../../protocol/flatEvents.ts'
import { isFields, type Fields } from '../../protocol/flatFields.ts'
import { itemToGa } from '../../protocol/flatItems.ts'
import { responseToGa } from '../../protocol/flatResponse.ts'
import { sessionToGa } from '../../protocol/flatSession.ts'
import type { EffectiveSession } from '../engine/EffectiveSession.ts'
import type { Check } from '../engine/shape.ts'
import { assertTracingStays } from './fields.ts'
import { flatPlace } from './flatPlace.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { updatedDetection, type DetectionKinds } from './turnDetection.ts'

/** What one of the flat services has of its own. Names and checks are in its own words. */
export interface FlatService {
  readonly name: ServiceDialect['name']
  readonly start: ServiceDialect['start']
  readonly clientEvents: readonly string[]
  readonly serverEvents: readonly string[]
  readonly session: Check
  readonly detection: DetectionKinds
  readonly request: Check
  readonly item: Check
  /** An update that was checked, with what it means but does not say. */
  readonly complete?: (asked: Fields, before: EffectiveSession) => Fields
  /** The last touch to an event before it is sent. */
  readonly finish?: (event: Fields) => Fields
}

function assertFields(value: unknown, check: Check, path: string): asserts value is Fields {
  check(value, path)
}

/** A service of the flat dialect, for an engine that knows GA's words only. */
export function flatService(service: FlatService): ServiceDialect {
  const { name, start, session, detection, request, item } = service
  const said = new Set(service.serverEvents)
  const complete = service.complete ?? ((asked: Fields) => asked)
  const finish = service.finish ?? ((event: Fields) => event)
  return {
    name,
    start,
    clientEvents: Object.fromEntries(service.clientEvents.map((event) => [event, event])),
    readSession(asked, before) {
      assertFields(asked, session, 'session')
      assertTracingStays(before['tracing'], asked['tracing'])
      const whole = complete(asked, before)
      const { turn_detection: wanted } = whole
      if (wanted === undefined) return sessionToGa(whole, 'realtime')
      const current = before.audio.input.turn_detection
      const detect = isFields(wanted) ? wanted : null
      const turn_detection = updatedDetection(detection, current, detect, 'session.turn_detection')
      return sessionToGa({ ...whole, turn_detection }, 'realtime')
    },
    readResponse(asked) {
      const given = asked ?? {}
      assertFields(given, request, 'response')
      return responseToGa(given)
    },
    readItem(given) {
      item(given, 'item')
      return itemToGa(given)
    },
    write: (event) => (said.has(flatNameOf(event.type)) ? [finish(eventToFlat(event))] : []),
    place: flatPlace,
  }
}
