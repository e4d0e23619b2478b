import type { Turn } from './Brain.ts'
import { lettersFor } from './lettersFor.ts'
import type { When } from './Scenario.ts'

/** What was said or typed, as far as it is known. */
export const knownWords = ({ input }: Pick<Turn, 'input'>): string | null =>
  input.kind === 'text' || input.kind === 'speech' ? input.text : null

/** What `text` is looked for in: beside `toolOutput`, in the output. */
export const wordsIn = (when: When, turn: Pick<Turn, 'input'>): string | null =>
  when.toolOutput !== undefined && turn.input.kind === 'toolOutput'
    ? turn.input.output
    : knownWords(turn)

/** `null` also for a pattern that may be shown no letter. */
export function matchOf(pattern: string, words: string): RegExpExecArray | null {
  const letters = lettersFor(pattern)
  return letters === 0 ? null : new RegExp(pattern, 'iu').exec(words.slice(0, letters))
}

function isTurn({ turn, every }: When, index: number): boolean {
  if (turn === undefined) return true
  return every === undefined ? index === turn : index >= turn && (index - turn) % every === 0
}

function isOutput(tool: string, { input }: Pick<Turn, 'input'>): boolean {
  return input.kind === 'toolOutput' && (tool === '*' || tool === input.name)
}

/** Whether a turn of a scenario answers this one. What is not known (`askedBy`, before it was asked) is not held against it. */
export function fits(
  when: When,
  turn: Pick<Turn, 'index' | 'input'> & Partial<Pick<Turn, 'askedBy'>>,
): boolean {
  const { input } = turn
  if (!isTurn(when, turn.index)) return false
  if (when.input !== undefined && when.input !== input.kind) return false
  if (when.event !== undefined && turn.askedBy !== undefined && when.event !== turn.askedBy)
    return false
  if (when.toolOutput !== undefined && !isOutput(when.toolOutput, turn)) return false
  if (when.text !== undefined) {
    const words = wordsIn(when, turn)
    if (words === null || matchOf(when.text, words) === null) return false
  }
  if (when.minMs === undefined && when.maxMs === undefined) return true
  if (input.kind !== 'speech') return false
  return input.durationMs >= (when.minMs ?? 0) && input.durationMs <= (when.maxMs ?? Infinity)
}
