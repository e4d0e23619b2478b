import { VoiceError } from '../base/errors.ts'
import type { Effect, OwnEvent } from './events.ts'
import type { McpServer } from './mcp.ts'
import type { Tool } from './Tool.ts'
import type { ToolRuns } from './ToolRuns.ts'

export type SessionTool = Tool | McpServer

const nameOf = ({ definition }: SessionTool): string =>
  definition.type === 'mcp' ? definition.server_label : definition.name

function needUnique(tools: readonly SessionTool[]): void {
  const names = tools.map(nameOf)
  const name = names.find((one, at) => names.indexOf(one) !== at)
  if (name !== undefined) throw new VoiceError('tool_duplicate', { details: { name } })
}

/** The tools of a session. What runs them is loaded with the first call. */
export class Toolbox {
  readonly #happen: (event: OwnEvent) => void
  #given: readonly SessionTool[] = []
  readonly #added = new Map<string, SessionTool>()
  /** As the session knows them, in any order. */
  #told = ''
  #isTelling = false
  #runs: Promise<ToolRuns> | null = null
  #conversation = new AbortController()

  constructor(happen: (event: OwnEvent) => void) {
    this.#happen = happen
  }

  /** The tools of the option; those that were added stay. @throws {@link VoiceError} `tool_duplicate` */
  use(tools: readonly SessionTool[]): void {
    needUnique([...tools, ...this.#added.values()])
    this.#given = tools
    this.#tell()
  }

  /** @returns Takes it out again. @throws {@link VoiceError} `tool_duplicate` */
  add(tool: SessionTool): () => void {
    const name = nameOf(tool)
    needUnique([...this.#all(), tool])
    this.#added.set(name, tool)
    this.#tell()
    return () => {
      if (this.#added.get(name) !== tool) return
      this.#added.delete(name)
      this.#tell()
    }
  }

  #all(): readonly SessionTool[] {
    return [...this.#given, ...this.#added.values()]
  }

  /** Once for all that change in one breath, as components do that are mounted again, and only if the model is to be told something else. */
  #tell(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      const tools = this.#all().map((tool) => tool.definition)
      const told = tools
        .map((one) => JSON.stringify(one))
        .sort()
        .join()
      if (told === this.#told) return
      this.#told = told
      this.#happen({ type: 'tools.wanted', tools })
    })
  }

  run(call: Extract<Effect, { readonly type: 'runTool' }>): void {
    const { signal } = this.#conversation
    this.#load().then(
      (runs) => runs.run(call, this.#find(call.name), signal),
      (cause: unknown) => {
        if (signal.aborted) return
        const problem = new VoiceError('part_load_failed', { details: { part: 'tools' }, cause })
        const output = '{"error":"The tool could not be loaded."}'
        this.#happen({ type: 'tool.answered', callId: call.callId, output, problem })
      },
    )
  }

  approve(callId: string): void {
    this.#runs?.then((runs) => runs.approve(callId)).catch(() => undefined)
  }

  abort(callId: string): void {
    this.#runs?.then((runs) => runs.abort(callId)).catch(() => undefined)
  }

  /** The conversation is over: nobody waits for an answer any more. */
  abortAll(): void {
    this.#conversation.abort()
    this.#conversation = new AbortController()
  }

  #find(name: string): Tool | undefined {
    return this.#all().find((one): one is Tool => 'prepare' in one && one.definition.name === name)
  }

  #load(): Promise<ToolRuns> {
    this.#runs ??= import('./ToolRuns.ts').then(
      ({ ToolRuns }) => new ToolRuns(this.#happen),
      (cause: unknown) => {
        // The next call tries again.
        this.#runs = null
        throw cause
      },
    )
    return this.#runs
  }
}
