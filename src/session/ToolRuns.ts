import type { Effect, OwnEvent } from './events.ts'
import type { Tool } from './Tool.ts'
import { ToolRun } from './ToolRun.ts'

/** The calls that are under way. Loaded with the first of them. */
export class ToolRuns {
  readonly #happen: (event: OwnEvent) => void
  readonly #runs = new Map<string, ToolRun>()
  #ended: AbortSignal | null = null

  constructor(happen: (event: OwnEvent) => void) {
    this.#happen = happen
  }

  /** @param find - The tool of a name, as it is then. @param ended - Aborted when the conversation is over. */
  run(
    call: Extract<Effect, { readonly type: 'runTool' }>,
    find: (name: string) => Tool | undefined,
    ended: AbortSignal,
  ): void {
    if (ended.aborted) return
    this.#heed(ended)
    const { callId } = call
    const run = new ToolRun(call, find, (event) => {
      if (event.type === 'tool.answered') this.#runs.delete(callId)
      this.#happen(event)
    })
    this.#runs.set(callId, run)
    run.start()
  }

  approve(callId: string): void {
    this.#runs.get(callId)?.approve()
  }

  abort(callId: string): void {
    this.#runs.get(callId)?.abort()
    this.#runs.delete(callId)
  }

  /** Once for each conversation, however many calls it has. */
  #heed(ended: AbortSignal): void {
    if (ended === this.#ended) return
    this.#ended = ended
    const abortAll = () => [...this.#runs.keys()].forEach((callId) => this.abort(callId))
    ended.addEventListener('abort', abortAll, { once: true })
  }
}
