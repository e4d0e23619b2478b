import { inspect } from 'node:util'
import { vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'

const WAYS = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const

/** All that can be read in a value: also what is hidden in it, and in what caused it. */
export const printed = (value: unknown): string =>
  [inspect(value, { depth: 10, showHidden: true, maxStringLength: null }), asJson(value)].join('\n')

const asJson = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch {
    return 'circular'
  }
}

const allOf = (error: VoiceError): string =>
  [
    error.message,
    error.remedy,
    error.stack,
    String(error),
    printed(error),
    printed(error.cause),
  ].join('\n')

/** Hears whatever is written to the console or to the process's own output, and keeps errors with all that is in them. */
export function overhear() {
  const written: string[] = []
  const note = (...words: unknown[]) =>
    void written.push(words.map((word) => printed(word)).join(' '))
  const spies = [
    ...WAYS.map((way) => vi.spyOn(console, way).mockImplementation(note)),
    ...[process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        note(String(chunk))
        return true
      }),
    ),
  ]
  const errors: VoiceError[] = []
  return {
    errors,
    onError: (error: VoiceError) => void errors.push(error),
    /** Every log line, and all of every error. */
    told: () => [...written, ...errors.map(allOf)].join('\n'),
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  }
}
