import type {
  FaultAction,
  FaultError,
  FaultRule,
  FaultTrigger,
  ResponseFault,
} from '../../faults/FaultRule.ts'
import { checkFaultRule } from '../../faults/checkFaultRule.ts'
import { faultName } from './faultName.ts'
import { inReplySense, withSense } from './faultSense.ts'
import { about, isRecord, named, shown, type Rule } from './Rule.ts'
import { kinds, needed, nullable, object, tuple, type FieldsOf } from './shapes.ts'
import { choice, milliseconds, number, only, record, text } from './values.ts'
import { wholeFaultsRefused } from './wholeFaultsRefused.ts'

/** Every key that any of the kinds has; which of them go together is said beside. */
export type AnyOf<U> = { readonly [K in U extends unknown ? keyof U : never]?: unknown }

const count = number({ min: 1, max: 1_000_000, kind: 'integer' })
/** So few that a slip of the finger floods nobody. */
const copies = number({ min: 1, max: 1000, kind: 'integer' })

const failed = object<Extract<ResponseFault, { status: 'failed' }>>({
  status: needed(choice('failed')),
  code: needed(about('Such as rate_limit_exceeded or server_error.', text)),
  message: text,
})

const incomplete = object<Extract<ResponseFault, { status: 'incomplete' }>>({
  status: needed(choice('incomplete')),
  reason: needed(choice('max_output_tokens', 'content_filter')),
})

const error = object<FaultError>({
  code: needed(nullable(text)),
  message: text,
  type: about('Default server_error.', text),
})

/** Any fields, of which one is known. */
const event: Rule = {
  schema: { ...record.schema, properties: { type: text.schema }, required: ['type'] },
  check(value, path, report) {
    if (!isRecord(value)) return record.check(value, path, report)
    if ('type' in value) return text.check(value['type'], [...path, 'type'], report)
    report({ path, what: 'has no "type"', remedy: 'Add the "type" of the event' })
  },
}

/** The codes that may stand in a frame: RFC 6455, section 7.4. */
const closeCode: Rule = {
  ...number({ min: 1000, max: 4999, kind: 'integer' }),
  schema: {
    anyOf: [
      { enum: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014] },
      { type: 'integer', minimum: 3000, maximum: 4999 },
    ],
  },
}

/** May be empty. A close frame has room for 123 bytes of it. */
const reason: Rule = {
  schema: { type: 'string', maxLength: 123 },
  check: (value, path, report) => {
    if (value !== '') text.check(value, path, report)
  },
}

type OnLine = Exclude<FaultAction, { status: number }>

const onLine: FieldsOf<AnyOf<OnLine>> = {
  drop: about('The event is lost.', only(true)),
  delayMs: about('It comes later, and so does everything behind it.', milliseconds),
  reorder: about('It comes after this many of the events behind it.', count),
  duplicate: about('It comes this many times more.', copies),
  malformed: about('A frame that is no JSON comes in its place.', only(true)),
  set: about('Fields of the event are set, its type too.', record),
  insert: about('This event comes before it.', event),
  oddBytes: about('A delta of sound is cut in the middle of a sample.', only(true)),
  error: about('An error event comes in its place.', error),
  end: about('The answer that is being made ends so.', kinds('status', { failed, incomplete })),
  close: about('The line is closed: code and reason.', tuple(closeCode, reason)),
  terminate: about('The line is cut with no word: the client sees 1006.', only(true)),
  pauseReadMs: about('Nothing is read from the client for so long.', milliseconds),
}

const inReply = object<AnyOf<OnLine>>(onLine, { oneOf: Object.keys(onLine) })

const action = object<AnyOf<FaultAction>>(
  {
    ...onLine,
    status: about(
      'Only on upgrade: HTTP says no.',
      number({ min: 400, max: 599, kind: 'integer' }),
    ),
  },
  { oneOf: [...Object.keys(onLine), 'status'] },
)

const trigger = object<FaultTrigger>({
  dir: needed(
    about(
      'out to the client, in from it, upgrade before a line is open, timer by the clock.',
      choice('out', 'in', 'upgrade', 'timer'),
    ),
  ),
  type: about('A GA event type; * stands for any letters.', text),
  where: about('Only events that hold all of this.', record),
  after: about('Only once an event of this type has gone over the line.', text),
  nth: about('Only the nth that fits, from 1, on each line.', count),
  atMs: about('timer only: milliseconds since the line was opened.', milliseconds),
})

const rule = object<FaultRule>({
  on: needed(trigger),
  do: needed(action),
  times: about('How often it fires before it is spent.', count),
  session: about('Only on the line of this session.', text),
  probability: about('How likely it fires when it could.', number({ min: 0, max: 1 })),
})

/** What may go wrong inside of an answer. */
export const replyFault = about(
  'Goes wrong here. What is done to an event is done to the next one.',
  named('replyFault', wholeFaultsRefused(withSense(inReply, inReplySense))),
)

const faultRule = named(
  'faultRule',
  withSense(rule, (value) => checkFaultRule(value, '')),
)

/** What may go wrong on a line: a rule, or the name of one. */
export const lineFault: Rule = {
  schema: { anyOf: [faultName.schema, faultRule.schema] },
  check(value, path, report) {
    if (typeof value === 'string') return faultName.check(value, path, report)
    if (isRecord(value)) return faultRule.check(value, path, report)
    report({
      path,
      what: `must be the name of a fault or a rule, and is ${shown(value)}`,
      remedy: 'Write a name such as "odd-bytes", or a rule: {"on": { }, "do": { }}',
    })
  },
}

/** What the names of {@link replyFault} and {@link lineFault} stand for in a schema. */
export const faultSchemas = { faultRule: rule.schema, replyFault: inReply.schema }
