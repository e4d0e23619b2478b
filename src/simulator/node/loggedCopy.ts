/** What is kept of an event. */
export interface LoggedCopy {
  readonly copy: Readonly<Record<string, unknown>>
  /** About how many bytes it takes. */
  readonly size: number
}

const SOUNDS = ['audio', 'delta']
const MAX_SOUND = 200
const MAX_TEXT = 10_000
/** Far below where `JSON.stringify` gives up. */
const MAX_DEPTH = 50
const MAX_SIZE = 256 * 1024
/** Of a value besides what it holds. */
const VALUE_BYTES = 16

/**
 * A copy of an event that may be kept: `<4800 characters>` stands for a long sound, and for a text that nobody would
 * read; what is too deep, or too much for one event, is left out.
 */
export function loggedCopy(event: object): LoggedCopy {
  let size = 0

  function textOf(text: string, name: string): string {
    const isLong = text.length > (SOUNDS.includes(name) ? MAX_SOUND : MAX_TEXT)
    const kept = isLong ? `<${text.length} characters>` : text
    size += kept.length
    return kept
  }

  function copyOf(value: unknown, name: string, depth: number): unknown {
    size += VALUE_BYTES
    if (typeof value === 'string') return textOf(value, name)
    if (typeof value !== 'object' || value === null) return value
    if (depth > MAX_DEPTH || size > MAX_SIZE) return '<left out>'
    return Array.isArray(value) ? listOf(value, depth) : fieldsOf(value, depth)
  }

  function listOf(list: readonly unknown[], depth: number): readonly unknown[] {
    const copy: unknown[] = []
    for (const one of list) {
      if (size > MAX_SIZE) return [...copy, '<left out>']
      copy.push(copyOf(one, '', depth + 1))
    }
    return copy
  }

  function fieldsOf(fields: object, depth: number): Readonly<Record<string, unknown>> {
    const copy: [string, unknown][] = []
    for (const [name, value] of Object.entries(fields)) {
      if (size > MAX_SIZE || name.length > MAX_TEXT) continue
      size += name.length
      copy.push([name, copyOf(value, name, depth + 1)])
    }
    return Object.fromEntries(copy)
  }

  return { copy: fieldsOf(event, 0), size }
}
