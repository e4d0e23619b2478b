import { JsonScanner, Unreadable, type Mistake } from './JsonScanner.ts'

export type Path = readonly (string | number)[]

/** Where something stands: letters before its name, in an object, and before its value. */
export interface Mark {
  readonly name: number
  readonly value: number
}

export interface Reading {
  /** What was read; undefined where it could not be read to the end. */
  readonly value: unknown
  /** Why it is no JSON, first to last; none when it is. */
  readonly mistakes: readonly Mistake[]
  /** Names that stand twice in one object, which JSON allows: the last one counts. */
  readonly repeated: readonly Path[]
  mark(path: Path): Mark | undefined
}

const MAX_DEPTH = 100
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }
const CLOSING = { '[': ']', '{': '}' } as const

const keyOf = (path: Path) => JSON.stringify(path)

class JsonReader {
  readonly #scan: JsonScanner
  readonly marks = new Map<string, Mark>()
  readonly repeated: Path[] = []

  constructor(scan: JsonScanner) {
    this.#scan = scan
  }

  whole(): unknown {
    const scan = this.#scan
    scan.space()
    if (scan.next === '') scan.stop('there is nothing in it', 'Write an object in braces: { }')
    const value = this.#value([], scan.offset)
    scan.space()
    if (scan.next !== '')
      scan.note('there is more after the end', 'Remove it, or a closing bracket before it')
    return value
  }

  #value(path: Path, name: number): unknown {
    const scan = this.#scan
    if (path.length > MAX_DEPTH) scan.stop('it is nested too deep', 'Use at most 100 levels')
    this.marks.set(keyOf(path), { name, value: scan.offset })
    const { next } = scan
    if (next === '{') return this.#object(path)
    if (next === '[') return this.#list(path)
    if (next === '"' || next === "'") return scan.string()
    if (/[-+.\d]/.test(next)) return scan.number()
    return this.#word()
  }

  #word(): unknown {
    const scan = this.#scan
    const { offset, next } = scan
    const word = scan.word()
    if (Object.hasOwn(WORDS, word)) return WORDS[word]
    const small = word.toLowerCase()
    if (Object.hasOwn(WORDS, small)) {
      scan.note(`${word} is no value in JSON`, `Write ${small}`, offset)
      return WORDS[small]
    }
    if (word !== '')
      scan.stop(
        `${word} is no value in JSON`,
        `If it is a text, put it in quotes: "${word}"`,
        offset,
      )
    return scan.stop(
      next === ''
        ? 'the text ends where a value should stand'
        : `a value is missing before ${next}`,
      'Write a text in quotes, a number, true, false, null, { } or [ ]',
    )
  }

  #list(path: Path): unknown[] {
    const list: unknown[] = []
    this.#members('[', () => list.push(this.#value([...path, list.length], this.#scan.offset)))
    return list
  }

  #object(path: Path): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.#members('{', () => {
      const scan = this.#scan
      const start = scan.offset
      const name = this.#name()
      scan.space()
      if (!scan.take(':'))
        scan.stop(`a colon is missing after "${name}"`, 'Write a colon and its value')
      scan.space()
      const place = [...path, name]
      if (Object.hasOwn(object, name)) this.repeated.push(place)
      // Not by assignment: `__proto__` is a name like any other in JSON.
      const value = this.#value(place, start)
      Object.defineProperty(object, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    })
    return object
  }

  #name(): string {
    const scan = this.#scan
    if (scan.next === '"' || scan.next === "'") return scan.string()
    const start = scan.offset
    const word = scan.word()
    if (word === '') scan.stop('a name is missing', 'Write a name in double quotes, and a colon')
    scan.note(`the name "${word}" has no quotes`, `Write "${word}"`, start)
    return word
  }

  /** All between two brackets, whatever stands between them. */
  #members(open: keyof typeof CLOSING, read: () => void): void {
    const scan = this.#scan
    const close = CLOSING[open]
    const start = scan.offset
    scan.take(open)
    scan.space()
    if (scan.take(close)) return
    for (;;) {
      read()
      const end = scan.offset
      scan.space()
      if (scan.take(close)) return
      const comma = scan.offset
      if (scan.take(',')) {
        scan.space()
        if (!scan.take(close)) continue
        return scan.note(`there is a comma before ${close}`, 'Remove the comma', comma)
      }
      if (scan.next === '')
        scan.stop(`this ${open} is never closed`, `Write ${close} where it ends`, start)
      if (/[\]}:,]/.test(scan.next) || (open === '{' && !/["'\p{L}_$]/u.test(scan.next)))
        scan.stop(`${scan.next} stands where , or ${close} should`, `Write , or ${close} here`)
      scan.note('a comma is missing', 'Put a comma here', end)
    }
  }
}

/** Reads JSON as `JSON.parse` does, and knows where everything stands and what is wrong with it. */
export function readJson(text: string): Reading {
  const scan = new JsonScanner(text)
  const reader = new JsonReader(scan)
  let value: unknown
  try {
    value = reader.whole()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    scan.mistakes.push(error.mistake)
  }
  return {
    value,
    mistakes: scan.mistakes,
    repeated: reader.repeated,
    mark: (path) => reader.marks.get(keyOf(path)),
  }
}
