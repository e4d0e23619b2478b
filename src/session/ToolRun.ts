import { VoiceError, type VoiceErrorCode } from '../base/errors.ts'
import type { Effect, OwnEvent } from './events.ts'
import type { PreparedCall, Tool } from './Tool.ts'
import { toErrorOutput, toOutput } from './toolOutput.ts'

/** For reading the arguments, and again for running. Waiting for somebody's consent has no limit. */
const TIMEOUT_MS = 30_000
const SECONDS = TIMEOUT_MS / 1000

type Ready = Extract<PreparedCall, { readonly ok: true }>

/** The name of a tool that does not exist is the model's own word, and errors hold no words of the conversation. */
const asName = (name: string) => (/^[\w-]{1,64}$/.test(name) ? name : 'A tool')

const kindOf = (error: unknown): string =>
  error instanceof Error && /^\w{1,40}$/.test(error.name) ? error.name : 'something'

/** One call, from its arguments to its answer. Answers once, or never when it was aborted. */
export class ToolRun {
  readonly #call: Extract<Effect, { readonly type: 'runTool' }>
  readonly #tool: Tool | undefined
  readonly #happen: (event: OwnEvent) => void
  readonly #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOver = false
  /** Waits for consent. */
  #asking: Ready | null = null

  constructor(
    call: Extract<Effect, { readonly type: 'runTool' }>,
    tool: Tool | undefined,
    happen: (event: OwnEvent) => void,
  ) {
    this.#call = call
    this.#tool = tool
    this.#happen = happen
  }

  start(): void {
    if (this.#tool === undefined)
      return this.#fail(
        'There is no tool of this name.',
        'the model called it, and it does not exist',
      )
    const { prepare } = this.#tool
    let json: unknown
    try {
      // Models write nothing at all where there is nothing to say.
      json = JSON.parse(this.#call.arguments.trim() || '{}')
    } catch {
      return this.#fail('The arguments are no valid JSON.', 'its arguments were no valid JSON')
    }
    void this.#limited(async () => {
      const prepared = await prepare(json)
      if (!prepared.ok) {
        const problem = `The arguments are wrong: ${prepared.problem}`
        return this.#fail(problem, 'its arguments did not fit its parameters')
      }
      const mustAsk = await asks(prepared)
      if (this.#isOver) return
      clearTimeout(this.#timer)
      if (!mustAsk) return this.#run(prepared)
      this.#asking = prepared
      this.#happen({ type: 'tool.asked', callId: this.#call.callId })
    })
  }

  approve(): void {
    const ready = this.#asking
    this.#asking = null
    if (ready !== null) this.#run(ready)
  }

  /** Nobody waits for it any more: it stays without an answer from here. */
  abort(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#abort.abort()
  }

  #run(ready: Ready): void {
    const { callId } = this.#call
    this.#happen({ type: 'tool.running', callId })
    void this.#limited(async () => {
      const result = await ready.run({ signal: this.#abort.signal, callId })
      const output = toOutput(result)
      if (output === null) this.#fail('The result cannot be told.', 'its result is not JSON')
      else this.#answer(output)
    })
  }

  /** The app's code may throw, hang, or come back when nobody waits any more. */
  async #limited(work: () => Promise<void>): Promise<void> {
    this.#timer = setTimeout(() => {
      this.#fail(`It did not answer within ${SECONDS} s.`, '', 'tool_timeout')
      this.#abort.abort()
    }, TIMEOUT_MS)
    try {
      await work()
    } catch (error) {
      const message =
        error instanceof Error ? error.message : typeof error === 'string' ? error : ''
      this.#fail(message || 'It failed.', `it threw ${kindOf(error)}`)
    }
  }

  #fail(message: string, reason: string, code: VoiceErrorCode = 'tool_failed'): void {
    const details = { name: asName(this.#call.name), reason, seconds: SECONDS }
    this.#answer(toErrorOutput(message), new VoiceError(code, { details }))
  }

  #answer(output: string, problem?: VoiceError): void {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#happen({ type: 'tool.answered', callId: this.#call.callId, output, problem })
  }
}

/** Fails closed: where it cannot be told whether somebody must consent, somebody must. */
async function asks({ needsApproval }: Ready): Promise<boolean> {
  try {
    const needs: unknown = await needsApproval()
    return needs !== false
  } catch {
    return true
  }
}
