/** Of so many items something is kept, before they are known or while they sound. */
const KEPT = 8

/** With one more entry, and without the oldest ones. */
export function lastFew<T>(
  all: Readonly<Record<string, T>>,
  id: string,
  value: T,
): Readonly<Record<string, T>> {
  const others = Object.entries(all).filter(([other]) => other !== id)
  return Object.fromEntries([...others.slice(1 - KEPT), [id, value]])
}
