import { isRecord } from '../engine/shape.ts'
import type { FaultTrigger } from './FaultRule.ts'
import {
  closing,
  count,
  fieldsOf,
  ms,
  numberIn,
  oneOf,
  record,
  shallow,
  text,
  textOrNull,
  yes,
  type FaultCheck,
  type FaultProblem,
} from './faultChecks.ts'

type Place = FaultTrigger['dir'] | 'reply'

interface ActionRule {
  readonly check: FaultCheck
  /** Where it makes sense. */
  readonly places: readonly Place[]
}

const failed = fieldsOf({ status: oneOf('failed'), code: text, message: text }, ['code'])
const incomplete = fieldsOf(
  { status: oneOf('incomplete'), reason: oneOf('max_output_tokens', 'content_filter') },
  ['reason'],
)
const end: FaultCheck = (value, at) => {
  const status = isRecord(value) ? value['status'] : undefined
  if (status === 'failed') return failed(value, at)
  if (status === 'incomplete') return incomplete(value, at)
  return [{ at: `${at}.status`, remedy: 'must be "failed" or "incomplete"' }]
}
const insert: FaultCheck = (value, at) =>
  isRecord(value) && typeof value['type'] === 'string'
    ? shallow(value, at)
    : [{ at, remedy: 'must be an event: an object with a type' }]

const anyEvent: readonly Place[] = ['out', 'in', 'reply']
const session: readonly Place[] = ['out', 'reply', 'timer']
const line: readonly Place[] = ['out', 'in', 'reply', 'timer']

const ACTIONS: Readonly<Record<string, ActionRule>> = {
  drop: { check: yes, places: [...anyEvent, 'upgrade'] },
  delayMs: { check: ms, places: [...anyEvent, 'upgrade'] },
  reorder: { check: count, places: anyEvent },
  duplicate: { check: numberIn(1, 1000, 'whole'), places: anyEvent },
  malformed: { check: yes, places: line },
  set: { check: record, places: ['out', 'reply'] },
  insert: { check: insert, places: session },
  oddBytes: { check: yes, places: ['out', 'reply'] },
  error: {
    check: fieldsOf({ code: textOrNull, message: text, type: text }, ['code']),
    places: line,
  },
  end: { check: end, places: session },
  close: { check: closing, places: line },
  terminate: { check: yes, places: [...line, 'upgrade'] },
  pauseReadMs: { check: ms, places: line },
  status: { check: numberIn(400, 599, 'whole'), places: ['upgrade'] },
}

/**
 * What is wrong with a fault's action; nothing when it can be used.
 *
 * @param place - The direction of its rule, or `reply` for one that stands in a scenario's reply.
 */
export function checkFaultAction(
  value: unknown,
  at: string,
  place: Place,
): readonly FaultProblem[] {
  const given = isRecord(value) ? Object.keys(value) : []
  const [name = ''] = given
  if (given.length !== 1)
    return [{ at, remedy: `must hold exactly one of ${Object.keys(ACTIONS).join(', ')}` }]
  const rule = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (!rule)
    return [{ at: `${at}.${name}`, remedy: `is not known: use ${Object.keys(ACTIONS).join(', ')}` }]
  if (!rule.places.includes(place)) {
    const fitting = Object.keys(ACTIONS).filter((one) => ACTIONS[one]?.places.includes(place))
    const where = place === 'reply' ? 'in a reply' : `for "${place}"`
    return [{ at: `${at}.${name}`, remedy: `means nothing ${where}: use ${fitting.join(', ')}` }]
  }
  return rule.check(isRecord(value) ? value[name] : undefined, `${at}.${name}`)
}
