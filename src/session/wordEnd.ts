/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Whether words around a place stand without spaces between them. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text)

/** A letter with its marks, or the pieces of one emoji. */
const CHARACTER = /[^](?:\p{M}|\p{Emoji_Modifier}|\u200d[^])*/gu

/** The end of the last character that is over at this place. */
function characterEnd(text: string, at: number): number {
  let end = 0
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    if (index + character.length > at) break
    end = index + character.length
  }
  return end
}

function unspacedEnd(text: string, at: number): number {
  // Firefox has it since 125.
  if (!('Segmenter' in Intl)) return characterEnd(text, at)
  const words = new Intl.Segmenter(undefined, { granularity: 'word' })
  const word = words.segment(text).containing(at)
  if (word === undefined) return text.length
  return word.isWordLike ? word.index : word.index + word.segment.length
}

/** The end of the last word that is over at this place, with the gap behind it; 0 when none is. */
export function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  let start = at + 1
  while (start > 0 && /\S/.test(text[start - 1] ?? '')) start--
  // A gap is at this very place.
  if (start > at) return start
  const [run = ''] = /^\S+/.exec(text.slice(start)) ?? []
  return isUnspaced(run) ? start + unspacedEnd(run, at - start) : start
}
