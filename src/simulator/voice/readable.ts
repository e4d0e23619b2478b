const SPOKEN: readonly (readonly [pattern: RegExp, spoken: string])[] = [
  [/[\u2018\u2019]/g, "'"],
  [/[\u201c\u201d]/g, '"'],
  [/\u2026/g, '...'],
  [/[\u2013\u2014]/g, ', '],
  [/\u20ac/g, ' euro '],
  [/\u00a3/g, ' pound '],
  [/\u00b0/g, ' degrees '],
]

/** The text in letters that an English speaker of the 1990s can read: accents off, emoji and other scripts out. */
export function readable(text: string): string {
  let words = text
  for (const [pattern, spoken] of SPOKEN) words = words.replace(pattern, spoken)
  words = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  return /[A-Za-z0-9]/.test(words) ? words : ''
}
