/** More than any model should read of one call. */
const MOST_BYTES = 64 * 1024

/** An error's message is a sentence; whatever is longer is something else. */
const LONGEST_MESSAGE = 1000

/** What the model is told of a result: text as it is, all else as JSON. `null` when there is no way to tell it. */
export function toOutput(result: unknown): string | null {
  if (result === undefined) return '{"ok":true}'
  if (typeof result === 'string') return capped(result)
  try {
    // Functions and symbols give undefined; circles and bigints throw.
    const json = JSON.stringify(result) as string | undefined
    return json === undefined ? null : capped(json)
  } catch {
    return null
  }
}

export const toErrorOutput = (message: string): string =>
  JSON.stringify({ error: message.slice(0, LONGEST_MESSAGE) })

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
