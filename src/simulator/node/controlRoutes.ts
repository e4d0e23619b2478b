import { isRecord } from '../engine/shape.ts'
import type { Faults } from '../faults/Faults.ts'
import { assertFaultRules } from '../faults/checkFaultRule.ts'
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
const MAX_REASON_BYTES = 123

const wrong = (param: string, must: string) =>
  new HttpProblem(400, `${param} must be ${must}.`, 'invalid_value', param)

function sessionIn(body: unknown): string | undefined {
  const session = isRecord(body) ? body['session'] : undefined
  if (session === undefined || typeof session === 'string') return session
  throw wrong('session', 'the id of a session, or be left out for all')
}

/** Which codes may go over a line: the standard's that are no placeholders, and those from 3000. */
const isCloseCode = (code: unknown): code is number =>
  typeof code === 'number' &&
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
    (code >= 3000 && code <= 4999))

function closeIn(body: unknown): readonly [code: number, reason: string] {
  const { code = 1000, reason = '' } = isRecord(body) ? body : {}
  if (!isCloseCode(code))
    throw wrong('code', 'a close code from 1000 to 1014, but 1004 to 1006, or from 3000 to 4999')
  if (typeof reason !== 'string' || Buffer.byteLength(reason) > MAX_REASON_BYTES)
    throw wrong('reason', `a text of at most ${MAX_REASON_BYTES} bytes`)
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
      const rules: readonly unknown[] = Array.isArray(body) ? body : [body]
      assertFaultRules(rules)
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
