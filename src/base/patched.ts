/** With these parts changed; the same object when they are as they were, so that a Store keeps quiet. */
export function patched<T extends object>(was: T, part: Partial<T>): T {
  const next = { ...was, ...part }
  for (const key in part) if (!Object.is(was[key], next[key])) return next
  return was
}
