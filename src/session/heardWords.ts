import { isUnspaced } from './wordEnd.ts'

/** When a word is spoken, from the start of its sound. */
export interface WordTime {
  readonly text: string
  readonly startMs: number
  readonly endMs: number
}

/** Written and spoken words differ a little: one that is not found so near is passed over. */
const NEAR = 40

/** Splits a text behind the last word of which at least the half was heard. */
export function splitAtWord(
  text: string,
  words: readonly WordTime[],
  heardMs: number,
): { heard: string; unheard: string } {
  const plain = text.toLowerCase()
  const heard = words.filter(({ startMs, endMs }) => (startMs + endMs) / 2 <= heardMs)
  let at = 0
  for (const word of heard) {
    const wanted = word.text.trim().toLowerCase()
    const found = plain.indexOf(wanted, at)
    if (found >= 0 && found - at <= NEAR) at = found + wanted.length
  }
  if (at === 0) return { heard: '', unheard: text }
  // What is written on to a word belongs to it; where words have no spaces, only marks do.
  const isDense = isUnspaced(text.slice(Math.max(0, at - 2), at + 2))
  const unheard = text.slice(at).replace(isDense ? /^[\p{M}\p{P}]*\s?/u : /^\S*\s?/, '')
  return { heard: text.slice(0, text.length - unheard.length), unheard }
}
