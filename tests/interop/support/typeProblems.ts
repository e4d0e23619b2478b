import { join } from 'node:path'
import ts from 'typescript'
import { distinct, type Typed } from './distinct.ts'
import { literal } from './literal.ts'

/** Where a package says what a server may send. */
export interface PublishedTypes {
  readonly from: string
  /** A union of events, told apart by their `type`. */
  readonly union: string
  /** A type of what live services are known to send besides, for any event. */
  readonly besides?: string
}

const FILE = join(import.meta.dirname, 'frames.generated.ts')

// Live services send null where the types say that a field is absent.
const head = ({ from, union, besides }: PublishedTypes) => `import type { ${union} } from '${from}'
type NullsAside<T> = T extends string | number | boolean | Date | Uint8Array
  ? T
  : T extends object
    ? { [K in keyof T]: NullsAside<T[K]> | null }
    : T
type Published<K> = NullsAside<Extract<${union}, { type: K }>> & (${besides ?? 'unknown'})
`

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
}

/** Reads one file from memory and the rest from the disk. */
function hostWith(text: string): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS)
  const { getSourceFile, fileExists, readFile } = host
  return {
    ...host,
    fileExists: (name) => name === FILE || fileExists(name),
    readFile: (name) => (name === FILE ? text : readFile(name)),
    getSourceFile: (name, ...rest) =>
      name === FILE
        ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
        : getSourceFile(name, ...rest),
  }
}

/** The innermost reason; those around it only say in which larger thing it is. */
function reason(text: ts.DiagnosticMessageChain | string): string {
  if (typeof text === 'object') return reason(text.next?.[0] ?? text.messageText)
  return text.length > 240 ? `${text.slice(0, 240)} …` : text
}

/**
 * Compiles each frame as a literal of the type that was published for it, nulls aside: a missing
 * field, a wrong value and a field or a word that nobody published are all told, with their place.
 */
export function typeProblems(frames: readonly Typed[], published: PublishedTypes): string[] {
  const checked = distinct(frames)
  const start = head(published)
  const lines = checked.map(
    (frame, index) => `const f${index}: Published<'${frame.type}'> = ${literal(frame)}`,
  )
  const program = ts.createProgram([FILE], OPTIONS, hostWith(`${start}${lines.join('\n')}\n`))
  const problems = ts.getPreEmitDiagnostics(program).map((found) => {
    const at = found.file?.getLineAndCharacterOfPosition(found.start ?? 0)
    const index = (at?.line ?? 0) - (start.split('\n').length - 1)
    const place = lines[index]?.slice(at?.character, (at?.character ?? 0) + 40) ?? ''
    return `${checked[index]?.type ?? 'the types'} at ${place}: ${reason(found.messageText)}`
  })
  return [...new Set(problems)]
}
