import type { Brain, Turn, TurnInput } from './Brain.ts'
import { listener } from './listener.ts'
import { parrot } from './parrot.ts'
import type { Scenario, When } from './Scenario.ts'

const matches = (pattern: string, text: string) => new RegExp(pattern, 'i').test(text)

function fits(when: When, index: number, input: TurnInput): boolean {
  if (when.turn !== undefined && when.turn !== index) return false
  if (when.toolOutput !== undefined) {
    if (input.kind !== 'toolOutput') return false
    if (when.toolOutput !== '*' && when.toolOutput !== input.name) return false
  }
  if (when.text !== undefined) {
    const text = input.kind === 'text' || input.kind === 'speech' ? input.text : null
    if (text === null || !matches(when.text, text)) return false
  }
  if (when.minMs === undefined && when.maxMs === undefined) return true
  if (input.kind !== 'speech') return false
  return input.durationMs >= (when.minMs ?? 0) && input.durationMs <= (when.maxMs ?? Infinity)
}

/** Answers as it is written. Check JSON from outside with `parseScenario` first. */
export function scenarioBrain(script: Scenario): Brain {
  const otherwise = script.otherwise === 'parrot' ? parrot() : listener()
  return {
    answer(turn: Turn) {
      const fit = script.turns.find(({ when }) => fits(when ?? {}, turn.index, turn.input))
      return fit ? fit.reply : otherwise.answer(turn)
    },
    heard({ index, durationMs }) {
      // What was heard is decided before it can be matched: here `text` fits only its own `heard`.
      const fit = script.turns.find(
        ({ when, heard }) =>
          heard !== undefined &&
          fits(when ?? {}, index, { kind: 'speech', durationMs, text: heard }),
      )
      return fit?.heard ?? null
    },
  }
}
