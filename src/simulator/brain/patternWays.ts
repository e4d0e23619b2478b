/** How often a pattern can be tried in another way: once for each letter for `open`, and twice for each of `choices`. */
export interface Ways {
  readonly open: number
  readonly choices: number
}

const ONE: Ways = { open: 0, choices: 0 }
const COUNTLESS: Ways = { open: Infinity, choices: 0 }

const TOKEN = new RegExp(
  [
    /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|k<[^>]*>|c[a-z]|\d+|[^])/,
    /\[(?:\\[^]|[^\\\]])*\]/,
    /\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?/,
    /(?:[*+?]|\{\d+(?:,\d*)?\})\??/,
    /[^]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
)

/** How often the thing before is repeated, from the least to the most. */
function timesOf(token = ''): readonly [least: number, most: number] | null {
  if (/^[*+?]\??$/.test(token))
    return [token.startsWith('+') ? 1 : 0, token.startsWith('?') ? 1 : Infinity]
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? []
  if (least === undefined) return null
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)]
}

const isSame = (one: string, other: string) =>
  one.toLowerCase() === other.toLowerCase() || one.toUpperCase() === other.toUpperCase()

/** Whether the next letter tells which one it is. */
const areTold = (firsts: readonly (string | null)[]): boolean =>
  firsts.every(
    (one, at) => one !== null && !firsts.slice(0, at).some((other) => isSame(one, other ?? one)),
  )

function repeated({ open, choices }: Ways, [least, most]: readonly [number, number]): Ways {
  if (most <= 1) return { open, choices: choices + (most - least) }
  if (open + choices > 0) return COUNTLESS
  return most === Infinity ? { open: 1, choices } : { open, choices: Math.log2(most - least + 1) }
}

/** Reads a regular expression for what it may repeat and choose. Expects one that is right. */
class PatternReader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(pattern: string) {
    this.#tokens = pattern.match(TOKEN) ?? []
  }

  /** Up to the end of the group, or of the whole. */
  alternatives(): Ways {
    const all = [this.#sequence()]
    while (this.#tokens[this.#at] === '|') {
      this.#at += 1
      all.push(this.#sequence())
    }
    const doubt = areTold(all.map(({ first }) => first)) ? 0 : Math.log2(all.length)
    return {
      open: Math.max(...all.map(({ open }) => open)),
      choices: Math.max(...all.map(({ choices }) => choices)) + doubt,
    }
  }

  /** @returns With the sign that it begins with, where it is always the same one. */
  #sequence(): Ways & { readonly first: string | null } {
    let { open, choices } = ONE
    let first: string | null | undefined
    for (;;) {
      const token = this.#tokens[this.#at]
      if (token === undefined || token === '|' || token === ')')
        return { open, choices, first: first ?? null }
      this.#at += 1
      const inside = token.startsWith('(') ? this.#group() : ONE
      const times = timesOf(this.#tokens[this.#at])
      if (times !== null) this.#at += 1
      const ways = times === null ? inside : repeated(inside, times)
      open += ways.open
      choices += ways.choices
      if (first === undefined)
        first = /^[^\\[(.^$]$/u.test(token) && times?.[0] !== 0 ? token : null
    }
  }

  #group(): Ways {
    const ways = this.alternatives()
    this.#at += 1
    return ways
  }
}

/** By its form, from the worst that may happen: `open` is infinite where a repetition holds a choice. */
export const patternWays = (pattern: string): Ways => new PatternReader(pattern).alternatives()
