import type { FaultTrigger } from './FaultRule.ts'

/** Whether a type is meant by a pattern, in which `*` stands for any letters. */
export function fitsPattern(pattern: string, type: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === type
  if (!type.startsWith(first)) return false
  let at = first.length
  // The leftmost place for each piece is always good enough; a regular expression would try them all.
  for (const piece of rest) {
    const found = type.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return type.length - last.length >= at && type.endsWith(last)
}

/** Whether a value holds all of another: of objects only the fields that are asked for count. */
function holds(value: unknown, asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return Object.is(value, asked)
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map(Object.entries(value))
  return Object.entries(asked).every(([name, part]) => holds(fields.get(name), part))
}

/** Whether an event is one that a trigger speaks of, leaving aside `after` and `nth`. */
export function fits(on: FaultTrigger, event: { readonly type: string }): boolean {
  return (
    fitsPattern(on.type ?? '*', event.type) && (on.where === undefined || holds(event, on.where))
  )
}
