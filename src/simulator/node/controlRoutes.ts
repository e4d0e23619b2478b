import { isRecord } from '../engine/shape.ts'
import type { Faults } from '../faults/Faults.ts'
import { assertFew } from '../faults/assertFew.ts'
import { CLOSE_CODES, isCloseCode, isCloseReason, MAX_REASON_BYTES } from '../faults/isCloseCode.ts'
import { rulesFrom } from '../faults/rulesFrom.ts'
import type { EventLog } from './EventLog.ts'
import { HttpProblem } from './HttpProblem.ts'
import type { Routes } from './httpRoutes.ts'
import type { Lines } from './Lines.ts'

export interface ControlOptions {
  readonly lines: Lines
  readonly record: EventLog
  readonly faults: Faults
}

const ROOT = '/_simulator'

const wrong = (param: string, must: string) =>
  new HttpProblem(400, `${param} must be ${must}.`, 'invalid_value', param)

function sessionIn(body: unknown): string | undefined {
  const session = isRecord(body) ? body['session'] : undefined
  if (session === undefined || typeof session === 'string') return session
  throw wrong('session', 'the id of a session, or be left out for all')
}

function closeIn(body: unknown): readonly [code: number, reason: string] {
  const { code = 1000, reason = '' } = isRecord(body) ? body : {}
  if (!isCloseCode(code)) throw wrong('code', `a close code: ${CLOSE_CODES}`)
  if (!isCloseReason(reason)) throw wrong('reason', `a text of at most ${MAX_REASON_BYTES} bytes`)
  return [code, reason]
}

/** What a test that runs elsewhere may ask and do. */
export function controlRoutes({ lines, record, faults }: ControlOptions): Routes {
  return {
    [`GET ${ROOT}/sessions`]: () => ({ sessions: lines.ids }),
    [`GET ${ROOT}/events`]: ({ query }) => {
      const session = query.get('session')
      const isMeant = (event: { session: string }) => session === null || event.session === session
      return { events: record.events.filter(isMeant) }
    },
    [`GET ${ROOT}/faults`]: () => ({ rules: faults.rules, firings: faults.firings }),
    [`POST ${ROOT}/faults`]: ({ body }) => {
      assertFew(Array.isArray(body) ? body : [body])
      const rules = rulesFrom(body)
      // A name may stand for several.
      assertFew(rules)
      faults.add(rules)
      return { added: rules.length }
    },
    [`DELETE ${ROOT}/faults`]: () => {
      faults.clear()
      return null
    },
    [`POST ${ROOT}/drop`]: ({ body }) => ({ dropped: lines.drop(sessionIn(body)) }),
    [`POST ${ROOT}/close`]: async ({ body }) => ({
      closed: await lines.close(...closeIn(body), sessionIn(body)),
    }),
  }
}
