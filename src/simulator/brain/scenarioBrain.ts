import { BlankFiller } from './BlankFiller.ts'
import type { Brain, ReplyPart, Turn } from './Brain.ts'
import { fits, matchOf, knownWords, wordsIn } from './fits.ts'
import { listener } from './listener.ts'
import { parrot } from './parrot.ts'
import type { Scenario, ScenarioTurn, When } from './Scenario.ts'

const noTool = (name: string) =>
  `Here the scenario calls the tool ${name}, and this session has none of that name. ` +
  'Add it to the tools of the session, and allow it with tool choice.'

function groupsOf({ text }: When, words: string | null): Record<string, string | undefined> | null {
  const match = text === undefined || words === null ? null : matchOf(text, words)
  return match && { ...Object.fromEntries(match.entries()), ...match.groups }
}

function filledIn(part: ReplyPart, fill: BlankFiller, tools: readonly string[]): ReplyPart {
  if ('say' in part) return { ...part, say: fill.text(part.say) }
  if ('text' in part) return { text: fill.text(part.text) }
  if ('clip' in part && part.says !== undefined) return { ...part, says: fill.text(part.says) }
  if (!('call' in part)) return part
  const { name, arguments: given } = part.call
  if (!tools.includes(name)) return { say: noTool(name) }
  return { call: { name, arguments: fill.arguments(given) } }
}

class ScenarioBrain implements Brain {
  readonly #script: Scenario
  readonly #otherwise: Brain
  readonly #log: (line: string) => void
  readonly #used = new Map<ScenarioTurn, number>()
  // Kept until the user speaks again: the answer to a tool's output is about the words before the call.
  #words: string | null = null
  #groups: Readonly<Record<string, string | undefined>> = {}

  constructor(script: Scenario, log: (line: string) => void) {
    this.#script = script
    this.#log = log
    this.#otherwise = script.otherwise === 'parrot' ? parrot() : listener()
  }

  answer(turn: Turn) {
    if (turn.input.kind !== 'toolOutput') {
      this.#words = knownWords(turn)
      this.#groups = {}
    }
    const fit = this.#find((when) => fits(when, turn))
    if (!fit) return this.#otherwise.answer(turn)
    this.#used.set(fit, (this.#used.get(fit) ?? 0) + 1)
    const { when = {} } = fit
    this.#groups = groupsOf(when, wordsIn(when, turn)) ?? this.#groups
    const tool = turn.input.kind === 'toolOutput' ? turn.input.output : null
    const blanks = { text: this.#words, match: this.#groups, tool, turn: turn.index }
    const fill = new BlankFiller(blanks, this.#log)
    return fit.reply.map((part) => filledIn(part, fill, turn.tools))
  }

  heard({ index, durationMs }: { readonly index: number; readonly durationMs: number }) {
    // What was heard is decided before it can be matched: here `text` fits only its own `heard`.
    const fit = this.#find(
      (when, text) =>
        text !== undefined && fits(when, { index, input: { kind: 'speech', durationMs, text } }),
    )
    return fit?.heard ?? null
  }

  #find(isFit: (when: When, heard: string | undefined) => boolean): ScenarioTurn | undefined {
    return this.#script.turns.find(
      (turn) =>
        (this.#used.get(turn) ?? 0) < (turn.times ?? Infinity) &&
        isFit(turn.when ?? {}, turn.heard),
    )
  }
}

/**
 * Answers as it is written. Check JSON from outside with `parseScenario` first.
 *
 * @param log - Told when an answer asks for something that is not there, such as `{{tool.temp}}`.
 */
export const scenarioBrain = (
  script: Scenario,
  log: (line: string) => void = () => undefined,
): Brain => new ScenarioBrain(script, log)
