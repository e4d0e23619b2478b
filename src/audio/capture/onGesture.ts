/** By touch, only the end of one counts for browsers; by mouse, its beginning does, and comes sooner. */
const GESTURES = ['pointerdown', 'pointerup', 'click', 'keydown'] as const

/** Calls whenever the user does something in the page, because browsers allow some things only then. Answers how to stop. */
export function onGesture(act: () => void): () => void {
  const listening = new AbortController()
  // On its way down, because what it meets there may keep it.
  const options = { capture: true, signal: listening.signal }
  for (const gesture of GESTURES) document.addEventListener(gesture, act, options)
  return () => listening.abort()
}
