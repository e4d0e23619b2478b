/** More than any model should read of one call. */
const MOST_BYTES = 64 * 1024

/** An error's message is a sentence; whatever is longer is something else. */
const LONGEST_MESSAGE = 1000

/** What the model is told of a result, or why there is no way to tell it, in words for the app. */
export type ToolOutput =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly reason: string; readonly why: { readonly cause?: unknown } }

/** There is no way to tell a part of a result. */
class Untold extends Error {}

/** Text as it is, nothing as `{"ok":true}`, all else as JSON that says what it means. */
export function toOutput(result: unknown): ToolOutput {
  if (result === undefined) return { ok: true, output: '{"ok":true}' }
  if (typeof result === 'string') return { ok: true, output: capped(result) }
  try {
    // Functions and symbols give undefined; circles and bigints throw.
    const json = JSON.stringify(result, sayable) as string | undefined
    return json === undefined
      ? { ok: false, reason: 'its result is not JSON', why: {} }
      : { ok: true, output: capped(json) }
  } catch (cause) {
    return cause instanceof Untold
      ? { ok: false, reason: cause.message, why: {} }
      : { ok: false, reason: 'its result is not JSON', why: { cause } }
  }
}

export const toErrorOutput = (message: string): string =>
  JSON.stringify({ error: message.slice(0, LONGEST_MESSAGE) })

/** JSON would say `{}` or `null` of these, and the model would take it for the result. @param told - After its `toJSON`. */
function sayable(this: Readonly<Record<string, unknown>>, key: string, told: unknown): unknown {
  const value = this[key]
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || value === null) return told
  if (value instanceof Date) return told ?? 'Invalid Date'
  if (value instanceof Error) return { error: value.message }
  if (value instanceof Set) return [...(value as Set<unknown>)]
  if (value instanceof Map) return ofMap(value)
  const kind = kindOf(value)
  if (ArrayBuffer.isView(value) || kind === 'ArrayBuffer')
    throw new Untold('it gave back binary data, which no model can read')
  if (kind === 'Response')
    throw new Untold('it gave back a Response: return await response.json() or .text()')
  if (isMute(told)) throw new Untold(`it gave back ${kind}, of which JSON says nothing`)
  return told
}

const ofMap = (map: ReadonlyMap<unknown, unknown>): unknown => {
  const entries = [...map]
  return entries.every(([key]) => typeof key === 'string')
    ? Object.fromEntries(entries as [string, unknown][])
    : entries
}

const kindOf = ({ constructor }: { readonly constructor?: unknown }): string =>
  typeof constructor === 'function' && /^\w{1,40}$/.test(constructor.name)
    ? constructor.name
    : 'something'

/** An object of a class that keeps all that it has to itself, as a Response, a Promise or a Blob. */
function isMute(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // An empty object that is only data, also one of another frame.
  const isData = prototype === null || Object.getPrototypeOf(prototype) === null
  return !isData && Object.keys(value).length === 0
}

function capped(text: string): string {
  // A UTF-16 unit is 3 bytes at most: most results need not be counted.
  if (text.length * 3 <= MOST_BYTES) return text
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= MOST_BYTES) return text
  const note = `\n[Cut here: the result has ${Math.ceil(bytes.length / 1024)} KB, and 64 KB is the most.]`
  const start = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES - note.length), {
    stream: true,
  })
  return start + note
}
