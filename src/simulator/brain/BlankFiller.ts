/** What the words of a scenario may ask for, as `{{text}}` or `{{tool.weather.temp}}`. */
export interface Blanks {
  /** What the user said or typed last; `null` when it is not known. */
  readonly text: string | null
  /** Groups of the `when.text` that fitted last: `{{match.1}}`, or `{{match.city}}` for a named one. */
  readonly match: Readonly<Record<string, string | undefined>>
  /** The tool's output as it came: `{{tool}}`, and `{{tool.temp}}` for a field of it as JSON. */
  readonly tool: string | null
  readonly turn: number
}

/** `heard` is another name for `text`: both are the last words, said or typed. */
export const BLANK_ROOTS = ['text', 'heard', 'match', 'tool', 'turn'] as const

const BLANK = /\{\{([^{}]*)\}\}/g

/** The names between braces, as `['tool', 'temp']`. */
export const blanksIn = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(BLANK)].map(([, name = '']) => pathOf(name))

const pathOf = (name: string) => name.trim().split('.')

function fieldOf(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    return (at as Readonly<Record<string, unknown>>)[name]
  }, value)
}

function fromTool(output: string | null, path: readonly string[]): unknown {
  if (output === null || path.length === 0) return output ?? undefined
  try {
    return fieldOf(JSON.parse(output), path)
  } catch {
    return undefined
  }
}

function valueOf([root = '', ...path]: readonly string[], blanks: Blanks): unknown {
  switch (root) {
    case 'text':
    case 'heard':
      return blanks.text ?? undefined
    case 'turn':
      return blanks.turn
    case 'match':
      return fieldOf(blanks.match, path)
    case 'tool':
      return fromTool(blanks.tool, path)
    default:
      return undefined
  }
}

const spoken = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Fills in words and arguments, and says once for each blank that nothing is known for it. */
export class BlankFiller {
  readonly #blanks: Blanks
  readonly #log: (line: string) => void

  constructor(blanks: Blanks, log: (line: string) => void) {
    this.#blanks = blanks
    this.#log = log
  }

  text(template: string): string {
    return template.replace(BLANK, (_blank, name: string) => spoken(this.#value(name)))
  }

  /** Every text inside, however deep; one that is a blank and nothing else keeps the kind of its value, so that a number stays one. */
  arguments(given: object): object {
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, this.#argument(value)]),
    )
  }

  #argument(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#argument(one))
    if (typeof value === 'object' && value !== null) return this.arguments(value)
    if (typeof value !== 'string') return value
    const whole = /^\{\{([^{}]*)\}\}$/.exec(value)
    return whole?.[1] === undefined ? this.text(value) : this.#value(whole[1])
  }

  /** What is missing is heard as well, so that nobody looks for it in vain. */
  #value(name: string): unknown {
    const path = pathOf(name)
    const value = valueOf(path, this.#blanks)
    if (value !== undefined) return value
    this.#log(`The scenario asks for {{${path.join('.')}}}, and there is no such thing here.`)
    return `(no ${path.join('.')})`
  }
}
