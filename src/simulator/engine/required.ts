import { Refusal } from './Refusal.ts'

type Fields = Readonly<Record<string, unknown>>

const invalid = (name: string, expected: string) =>
  new Refusal('invalid_value', `Invalid '${name}': expected ${expected}.`, name)

/** A field that an event cannot do without, whatever it is. @throws Refusal */
export function required(event: Fields, name: string): unknown {
  const value = event[name]
  if (value !== undefined) return value
  const message = `Missing required parameter: '${name}'.`
  throw new Refusal('missing_required_parameter', message, name)
}

/** @throws Refusal */
export function requiredText(event: Fields, name: string): string {
  const value = required(event, name)
  if (typeof value !== 'string') throw invalid(name, 'a string')
  return value
}

/** @throws Refusal */
export function requiredCount(event: Fields, name: string): number {
  const value = required(event, name)
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalid(name, 'an integer at least 0')
  return value
}

/** `null` stands for a field that was left out. @throws Refusal */
export function optionalText(event: Fields, name: string): string | null {
  const value = event[name] ?? null
  if (value !== null && typeof value !== 'string') throw invalid(name, 'a string')
  return value
}
