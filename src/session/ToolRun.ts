import { VoiceError, type VoiceErrorCode } from '../base/errors.ts'
import type { Effect, OwnEvent } from './events.ts'
import type { PreparedCall, Tool } from './Tool.ts'
import { readArguments } from './readArguments.ts'
import { toErrorOutput, toOutput } from './toolOutput.ts'

/** For reading the arguments, and again for running. Waiting for somebody's consent has no limit. */
const TIMEOUT_MS = 30_000
const SECONDS = TIMEOUT_MS / 1000

type Ready = Extract<PreparedCall, { readonly ok: true }>

/** The name of a tool that does not exist is the model's own word, and errors hold no words of the conversation. */
const asName = (name: string) => (/^[\w-]{1,64}$/.test(name) ? name : 'A tool')

const kindOf = (error: unknown): string =>
  error instanceof Error && /^\w{1,40}$/.test(error.name) ? error.name : 'something'

const messageOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : typeof error === 'string' ? error : ''
  return message || 'It failed.'
}

/** One call, from its arguments to its answer. Answers once, or never when it was aborted. */
export class ToolRun {
  readonly #call: Extract<Effect, { readonly type: 'runTool' }>
  readonly #find: (name: string) => Tool | undefined
  readonly #happen: (event: OwnEvent) => void
  readonly #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOver = false
  #waitsForConsent = false

  constructor(
    call: Extract<Effect, { readonly type: 'runTool' }>,
    find: (name: string) => Tool | undefined,
    happen: (event: OwnEvent) => void,
  ) {
    this.#call = call
    this.#find = find
    this.#happen = happen
  }

  start(): void {
    const tool = this.#find(this.#call.name)
    if (tool === undefined)
      return this.#fail(
        'There is no tool of this name.',
        'the model called it, and it does not exist',
      )
    void this.#limited(async () => {
      const ready = await this.#prepare(tool)
      if (ready === null) return
      const mustAsk = await asks(ready)
      if (this.#isOver) return
      clearTimeout(this.#timer)
      if (!mustAsk) return this.#run(ready)
      this.#waitsForConsent = true
      this.#happen({ type: 'tool.asked', callId: this.#call.callId })
    })
  }

  /** Runs the tool as it is now: while somebody thought, the app may have gone on. */
  approve(): void {
    if (!this.#waitsForConsent) return
    this.#waitsForConsent = false
    const tool = this.#find(this.#call.name)
    if (tool === undefined)
      return this.#fail(
        'There is no such tool any more.',
        'it was taken away before it was approved',
      )
    void this.#limited(async () => {
      const ready = await this.#prepare(tool)
      if (ready === null || this.#isOver) return
      clearTimeout(this.#timer)
      this.#run(ready)
    })
  }

  /** Nobody waits for it any more: it stays without an answer from here. */
  abort(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#abort.abort()
  }

  /** Reads the arguments. `null` when they are wrong, and the model was told so. */
  async #prepare({ prepare }: Tool): Promise<Ready | null> {
    let json: unknown
    try {
      json = readArguments(this.#call.arguments)
    } catch {
      this.#fail('The arguments are no valid JSON.', 'its arguments were no valid JSON')
      return null
    }
    const prepared = await prepare(json)
    if (prepared.ok) return prepared
    const problem = `The arguments are wrong: ${prepared.problem}`
    this.#fail(problem, 'its arguments did not fit its parameters')
    return null
  }

  #run(ready: Ready): void {
    const { callId } = this.#call
    this.#happen({ type: 'tool.running', callId })
    void this.#limited(async () => {
      const result = await ready.run({ signal: this.#abort.signal, callId })
      if (result instanceof Error)
        return this.#fail(messageOf(result), `it gave back ${kindOf(result)}`, { cause: result })
      const told = toOutput(result)
      if (told.ok) this.#answer(told.output)
      else this.#fail('The result cannot be told.', told.reason, told.why)
    })
  }

  /** The app's code may throw, hang, or come back when nobody waits any more. */
  async #limited(work: () => Promise<void>): Promise<void> {
    this.#timer = setTimeout(() => {
      this.#fail(`It did not answer within ${SECONDS} s.`, '', {}, 'tool_timeout')
      this.#abort.abort()
    }, TIMEOUT_MS)
    try {
      await work()
    } catch (cause) {
      this.#fail(messageOf(cause), `it threw ${kindOf(cause)}`, { cause })
    }
  }

  /** @param message - For the model. @param why - The error of the app itself, which nobody but the app is given. */
  #fail(
    message: string,
    reason: string,
    why: { readonly cause?: unknown } = {},
    code: VoiceErrorCode = 'tool_failed',
  ): void {
    const details = { name: asName(this.#call.name), reason, seconds: SECONDS }
    this.#answer(toErrorOutput(message), new VoiceError(code, { ...why, details }))
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
