/** A place where a text is not what it should be. */
export interface Mistake {
  /** Letters before it. */
  readonly offset: number
  /** A whole clause: "a comma is missing". */
  readonly what: string
  /** A whole sentence, with no full stop. */
  readonly remedy: string
}

/** What cannot be read on from. */
export class Unreadable extends Error {
  readonly mistake: Mistake

  constructor(mistake: Mistake) {
    super(mistake.what)
    this.mistake = mistake
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Reads the smallest pieces of JSON. Where it is plain what was meant, the mistake is noted and reading goes on. */
export class JsonScanner {
  readonly text: string
  readonly mistakes: Mistake[] = []
  #at = 0

  constructor(text: string) {
    this.text = text
  }

  get offset(): number {
    return this.#at
  }

  /** The next sign, empty at the end. */
  get next(): string {
    return this.text.charAt(this.#at)
  }

  note(what: string, remedy: string, offset = this.#at): void {
    this.mistakes.push({ offset, what, remedy })
  }

  stop(what: string, remedy: string, offset = this.#at): never {
    throw new Unreadable({ offset, what, remedy })
  }

  /** Goes past this sign if it is the next one. */
  take(sign: string): boolean {
    if (this.next !== sign || sign === '') return false
    this.#at += 1
    return true
  }

  space(): void {
    this.#match(/[ \t\n\r]*/y)
    const offset = this.#at
    if (this.#match(/\/\/[^\n\r]*|\/\*[^]*?\*\//y) === '') return
    this.note('JSON has no comments', 'Remove it; "description" has room for words', offset)
    this.space()
  }

  /** A name or value that is written with letters only. */
  word(): string {
    return this.#match(/[\p{L}_$][\p{L}\p{N}_$]*/uy)
  }

  number(): number {
    const offset = this.#at
    const digits = this.#match(NUMBER)
    const rest = this.#match(/[-+.\p{L}\p{N}]+/uy)
    if (rest !== '' || digits === '')
      this.note(`${digits}${rest} is no number in JSON`, 'Write numbers as 12, -0.5 or 1e3', offset)
    return Number(digits)
  }

  string(): string {
    const start = this.#at
    const quote = this.next
    if (quote === "'") this.note('a text stands in single quotes', 'Use double quotes: "', start)
    this.#at += 1
    let value = ''
    for (;;) {
      value += this.#match(quote === "'" ? /[^'\\\p{Cc}]+/uy : /[^"\\\p{Cc}]+/uy)
      if (this.take(quote)) return value
      if (this.next === '\\') value += this.#escape()
      else if (this.next === '' || this.next === '\n' || this.next === '\r')
        this.stop(
          'a text has no end on its line',
          `Close it with ${quote}, and write a new line inside it as \\n`,
          start,
        )
      else value += this.#control()
    }
  }

  #escape(): string {
    const offset = this.#at
    this.#at += 1
    const sign = this.next
    this.#at += 1
    const code = sign === 'u' ? this.#match(/[0-9a-fA-F]{4}/y) : ''
    if (code !== '') return String.fromCharCode(parseInt(code, 16))
    const meant = Object.hasOwn(ESCAPES, sign) ? ESCAPES[sign] : undefined
    if (meant !== undefined) return meant
    // At the end of the text the caller says what is wrong.
    if (sign === '') return ''
    this.note(`\\${sign} is no escape in JSON`, `For a backslash write two: \\\\${sign}`, offset)
    return `\\${sign}`
  }

  #control(): string {
    const sign = this.next
    const code = sign.charCodeAt(0)
    if (code < 0x20)
      this.note(
        'a control sign stands in a text',
        sign === '\t' ? 'Write a tab as \\t' : 'Write it as \\u and four digits, or remove it',
      )
    this.#at += 1
    return sign
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found = ''] = pattern.exec(this.text) ?? []
    this.#at += found.length
    return found
  }
}
