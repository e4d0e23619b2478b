import { patternWays } from './patternWays.ts'

/** Over in less than a second on a slow machine, and that only with the worst of words. */
const MAX_STEPS = 1e7

/** Enough for any sentence. */
const MAX_LETTERS = 1000

const factorial = (number: number): number => (number <= 1 ? 1 : number * factorial(number - 1))

/**
 * How many letters a pattern may be shown, at most 1,000, so that it cannot hold up its session; 0 when there is no
 * such number.
 *
 * Nothing can stop a regular expression that has begun, so it is judged by its form, from the worst that may happen.
 * A repeated group that holds another repetition, a `?`, or alternatives that begin alike gets 0, even where a closer
 * look would find it harmless. For each `*` and `+` the words that it is shown become fewer.
 */
export function lettersFor(pattern: string): number {
  const { open, choices } = patternWays(pattern)
  if (open === Infinity) return 0
  // Each of them ends behind the one before, and the search begins at every letter.
  const places = open + 1
  const most = (MAX_STEPS * factorial(places)) / 2 ** choices
  return Math.min(MAX_LETTERS, Math.floor(most ** (1 / places)))
}
