import { VoiceError } from '../base/errors.ts'
import type { Effect, OwnEvent } from './events.ts'
import type { McpServer } from './mcp.ts'
import type { Tool } from './Tool.ts'
import type { ToolRuns } from './ToolRuns.ts'

export type SessionTool = Tool | McpServer

/** What `addTool` does where there is a tool of this name: `wait` lets the first one go on until it is gone. */
export type IfTaken = 'throw' | 'wait'

/** A place among those that were added. It is kept for a moment when its tool goes. */
interface Place {
  readonly key: string
  tool: SessionTool
  isLeft: boolean
}

const nameOf = ({ definition }: SessionTool): string =>
  definition.type === 'mcp' ? definition.server_label : definition.name

/** Functions and remote servers are named apart. */
const keyOf = (tool: SessionTool): string => `${tool.definition.type} ${nameOf(tool)}`

/** Those whose name an earlier one has. */
function lateOnes(tools: readonly SessionTool[]): readonly SessionTool[] {
  const keys = tools.map(keyOf)
  return tools.filter((_, at) => keys.indexOf(keys[at] ?? '') !== at)
}

const duplicate = (tool: SessionTool) =>
  new VoiceError('tool_duplicate', { details: { name: nameOf(tool) } })

function needUnique(tools: readonly SessionTool[]): void {
  const [late] = lateOnes(tools)
  if (late) throw duplicate(late)
}

/** The tools of a session. What runs them is loaded with the first call. */
export class Toolbox {
  readonly #happen: (event: OwnEvent) => void
  #given: readonly SessionTool[]
  #added: readonly Place[] = []
  /** As the session knows them, in any order. */
  #told = ''
  /** Names that two have, and of which the app was told. */
  #clashes: ReadonlySet<string> = new Set()
  #isTelling = false
  #runs: Promise<ToolRuns> | null = null
  #conversation = new AbortController()

  /** @throws {@link VoiceError} `tool_duplicate` */
  constructor(happen: (event: OwnEvent) => void, given: readonly SessionTool[] = []) {
    needUnique(given)
    this.#happen = happen
    this.#given = given
    this.#tellSoon()
  }

  /** The tools of the option; those that were added stay. */
  use(tools: readonly SessionTool[]): void {
    this.#given = tools
    this.#tellSoon()
  }

  /** @returns Takes it out again. @throws {@link VoiceError} `tool_duplicate`, unless it may wait. */
  add(tool: SessionTool, ifTaken: IfTaken): () => void {
    if (ifTaken === 'throw') needUnique([...this.#all(), tool])
    const key = keyOf(tool)
    // Whoever is mounted or rendered again gets the place that he has just left.
    const left = this.#added.find((one) => one.isLeft && one.key === key)
    const place: Place = left ?? { key, tool, isLeft: false }
    place.tool = tool
    place.isLeft = false
    if (!left) this.#added = [...this.#added, place]
    this.#tellSoon()
    return () => {
      if (place.tool !== tool || place.isLeft) return
      place.isLeft = true
      this.#tellSoon()
    }
  }

  #all(withLeft = false): readonly SessionTool[] {
    const added = this.#added.filter(({ isLeft }) => withLeft || !isLeft)
    return [...this.#given, ...added.map(({ tool }) => tool)]
  }

  /**
   * Once for all that change in one breath, and only if the model is to be told something else: in one commit of
   * React a tool may leave a component before it comes to another, or after.
   */
  #tellSoon(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      this.#added = this.#added.filter(({ isLeft }) => !isLeft)
      this.#complain(lateOnes(this.#all()))
      this.#tell()
    })
  }

  /** The app is about to say something: the model is told what has come before it. What has gone may be back in the same breath. */
  tellNow(): void {
    if (this.#isTelling) this.#tell()
  }

  #tell(): void {
    const all = this.#all(true)
    const late = lateOnes(all)
    const tools = all.filter((one) => !late.includes(one)).map((tool) => tool.definition)
    const told = tools
      .map((one) => JSON.stringify(one))
      .sort()
      .join()
    if (told === this.#told) return
    this.#told = told
    this.#happen({ type: 'tools.wanted', tools })
  }

  #complain(late: readonly SessionTool[]): void {
    const before = this.#clashes
    this.#clashes = new Set(late.map(keyOf))
    for (const tool of late)
      if (!before.has(keyOf(tool))) this.#happen({ type: 'trouble', error: duplicate(tool) })
  }

  run(call: Extract<Effect, { readonly type: 'runTool' }>): void {
    const { signal } = this.#conversation
    this.#load().then(
      (runs) => runs.run(call, (name) => this.#find(name), signal),
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
