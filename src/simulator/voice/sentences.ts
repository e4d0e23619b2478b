/** Longer ones are cut, because nothing can be heard before a piece is spoken to its end. */
const MAX_CHARACTERS = 240

/** Where to cut one that is too long: best first. */
const SEAMS = [/[;:,)\u2014](?=\s)/g, /\s/g]

/** What the segmenter takes for an end of a sentence and is none. */
const ABBREVIATION = /\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs)\.\s+$/
/** More than the longest of them: the rest of a long text need not be looked at for each. */
const TAIL_CHARACTERS = 16
const BLOCK_CHARACTERS = 2000

/**
 * The text a sentence at a time, in order, nothing left out but the space between them.
 *
 * No piece is longer than 240 characters, whatever the text is.
 */
export function sentences(text: string): string[] {
  const found: string[] = []
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  let begun = ''
  for (const block of blocks(text))
    for (const { segment, index } of segmenter.segment(block)) {
      begun += segment
      const isCut = index + segment.length === block.length
      const goesOn = isCut || ABBREVIATION.test(segment.slice(-TAIL_CHARACTERS))
      if (goesOn && begun.length < MAX_CHARACTERS) continue
      found.push(...pieces(begun.trim()))
      begun = ''
    }
  return [...found, ...pieces(begun.trim())]
}

/** The segmenter takes time by the square of the text: it gets a long one in parts, cut between words. */
function* blocks(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const most = at + BLOCK_CHARACTERS
    const gap = most < text.length ? text.lastIndexOf(' ', most) : -1
    const end = gap > at ? gap + 1 : most
    yield text.slice(at, end)
    at = end
  }
}

function* pieces(sentence: string): Generator<string> {
  let rest = sentence
  while (rest.length > MAX_CHARACTERS) {
    const end = seam(rest)
    yield rest.slice(0, end).trim()
    rest = rest.slice(end).trim()
  }
  if (rest !== '') yield rest
}

/** The last seam that fits, unless it would leave a scrap. */
function seam(text: string): number {
  const head = text.slice(0, MAX_CHARACTERS)
  for (const pattern of SEAMS) {
    const last = [...head.matchAll(pattern)].at(-1)
    if (last && last.index > MAX_CHARACTERS / 4) return last.index + 1
  }
  return MAX_CHARACTERS
}
