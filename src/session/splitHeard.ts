import type { ConversationItem } from './ConversationItem.ts'
import { wordEnd } from './wordEnd.ts'

/** How far a sound was heard, and how far that can be told. */
export interface HeardSound {
  readonly heardMs: number
  readonly receivedMs: number
  /** Whether no more sound of it will come: only then is it as long as its text. */
  readonly isComplete: boolean
  /** The setting: 1 is the ordinary pace. */
  readonly speed?: number | undefined
}

/**
 * More than voices say in a second, spaces counted: a brisk 200 words a minute are 20 characters a second. Our own
 * estimate, for where nothing better is known.
 */
const MOST_PER_SECOND = 20
/** A character that is a syllable, or more, takes as long as three letters. */
const SYLLABLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const LETTERS_IN_SYLLABLE = 3

/** How many characters can have been said in this time, at most. */
function mostIn(text: string, ms: number, speed: number): number {
  let letters = (ms / 1000) * MOST_PER_SECOND * speed
  let at = 0
  for (const character of text) {
    letters -= SYLLABLE.test(character) ? LETTERS_IN_SYLLABLE : 1
    if (letters < 0) break
    at += character.length
  }
  return at
}

/**
 * Splits a text where the sound was cut, by the share of the audio that was heard, at the end of a word.
 *
 * An estimate: few services give word times, and a transcript is not spoken evenly. While more sound is to come, the
 * transcript runs ahead of it: then no more counts as heard than can be said in that time.
 */
export function splitHeard(text: string, sound: HeardSound) {
  const { heardMs, receivedMs, isComplete, speed = 1 } = sound
  const share = heardMs > 0 && receivedMs > 0 ? Math.min(1, heardMs / receivedMs) : 0
  const byShare = Math.round(text.length * share)
  const most = isComplete ? byShare : mostIn(text, heardMs, speed)
  const end = wordEnd(text, Math.min(byShare, most))
  const by: ConversationItem['heardBy'] = most < byShare ? 'speaking-rate' : 'share-of-audio'
  return { heard: text.slice(0, end), unheard: text.slice(end), by }
}
