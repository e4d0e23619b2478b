/**
 * How late each delta of an answer came, in milliseconds.
 *
 * At pace 4, a delta is due when a quarter of the sound before it would have been heard. The clock of an
 * answer starts with the delta that was earliest against that schedule, and not with the first one: if
 * that one is late, the others would look early and hide it.
 */
export function delaysOf({ deltas }, pace) {
  const offsets = deltas.map(({ atMs, beforeMs }) => atMs - beforeMs / pace)
  const startMs = Math.min(...offsets)
  return offsets.map((offset) => offset - startMs)
}
