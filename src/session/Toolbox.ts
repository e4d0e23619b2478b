import type { Effect, OwnEvent } from './events.ts'
import type { Tool } from './Tool.ts'

/** The tools of a session, and the calls of them that are under way. */
export class Toolbox {
  readonly #happen: (event: OwnEvent) => void
  #given: readonly Tool[] = []

  constructor(happen: (event: OwnEvent) => void) {
    this.#happen = happen
  }

  /** The tools of the option; those that were added by `add` stay. */
  use(tools: readonly Tool[]): void {
    const same = JSON.stringify(tools.map((tool) => tool.definition))
    const before = JSON.stringify(this.#given.map((tool) => tool.definition))
    this.#given = tools
    if (same === before) return
    this.#happen({ type: 'tools.wanted', tools: tools.map((tool) => tool.definition) })
  }

  run({ callId }: Extract<Effect, { readonly type: 'runTool' }>): void {
    this.#happen({ type: 'tool.running', callId })
  }

  approve(callId: string): void {
    this.#happen({ type: 'tool.running', callId })
  }

  abort(callId: string): void {
    this.#happen({ type: 'tool.answered', callId, output: 'Nobody waits for it any more.' })
  }

  abortAll(): void {}
}
