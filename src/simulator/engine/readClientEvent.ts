import { Refusal } from './Refusal.ts'
import { isRecord } from './shape.ts'

const LONGEST_ID = 512

/** The id that a client gave its event, if it is one: a refusal repeats it. */
export function eventIdOf(event: unknown): string | null {
  const id = isRecord(event) ? event['event_id'] : null
  return typeof id === 'string' && id.length <= LONGEST_ID ? id : null
}

/**
 * A client event and GA's name of it. Fields that it does not know are let through: what the services do with one was
 * never seen.
 *
 * @param names - GA's by the service's.
 * @throws Refusal
 */
export function readClientEvent(event: unknown, names: Readonly<Record<string, string>>) {
  if (!isRecord(event) || typeof event['type'] !== 'string')
    throw new Refusal('invalid_event', 'The event has no type.', 'type')
  const { type } = event
  if (event['event_id'] !== undefined && eventIdOf(event) === null) {
    const message = `Invalid 'event_id': expected a string of at most ${LONGEST_ID} characters.`
    throw new Refusal('invalid_value', message, 'event_id')
  }
  const name = Object.hasOwn(names, type) ? names[type] : undefined
  if (name === undefined) {
    const known = Object.keys(names).map((one) => `'${one}'`)
    throw new Refusal(
      'invalid_value',
      `Invalid value: '${type.slice(0, 80)}'. Supported values are: ${known.join(', ')}.`,
      'type',
    )
  }
  return { name, event }
}
