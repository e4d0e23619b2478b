const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Whether a merge into an object of the app would change every object of the page. */
const poisons = (key: string, value: unknown): boolean =>
  key === '__proto__' ||
  (key === 'constructor' && isRecord(value) && Object.hasOwn(value, 'prototype'))

/**
 * The arguments of a call, as the model wrote them, without keys that reach for a prototype.
 *
 * A `constructor` that is only text, of a car say, is kept.
 *
 * @throws `SyntaxError`
 */
export const readArguments = (text: string): unknown =>
  // Models write nothing at all where there is nothing to say.
  JSON.parse(text.trim() || '{}', (key, value: unknown) =>
    poisons(key, value) ? undefined : value,
  )
