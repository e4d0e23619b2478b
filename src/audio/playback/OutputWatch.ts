import type { OutputGate } from './OutputGate.ts'

export interface OutputWatchListener {
  /** It plays, or waits for a click. */
  runs(running: boolean): void
  /** The system took the sound away, and gives it back by itself. */
  interrupted(): void
  /** Nothing comes out of this context any more. */
  lost(): void
}

/** After an interruption, iOS may say that a context runs whose clock stands still: so much must it move, in so long. */
const MOVE_SECONDS = 0.05
const MOVE_MS = 500
const LOOKS = 10

/** Watches over a context: what the system does to it, and whether it does what it says. */
export class OutputWatch {
  readonly #gate: OutputGate
  readonly #listener: OutputWatchListener
  readonly #closing = new AbortController()
  /** Whether its word is enough. Not after an interruption, nor after the page was away. */
  #isTrusted = true
  #checking: Promise<void> | null = null

  constructor(gate: OutputGate, listener: OutputWatchListener) {
    this.#gate = gate
    this.#listener = listener
    const { signal } = this.#closing
    gate.context.addEventListener('statechange', () => this.#changed(), { signal })
    // The device is gone, or its renderer died.
    gate.context.addEventListener('error', () => listener.lost(), { signal })
    document.addEventListener('visibilitychange', () => this.#seen(), { signal })
  }

  /** Asks for the sound again, in this very call, and says what came of it. */
  check(): Promise<void> {
    const resumed = this.#gate.resume()
    this.#checking ??= this.#check(resumed).finally(() => (this.#checking = null))
    return this.#checking
  }

  /** An element on the way was stopped, or refused, or plays again. */
  turned(): void {
    // What else the context does, it tells itself.
    if (this.#gate.context.state === 'running') this.#changed()
  }

  close(): void {
    this.#closing.abort()
  }

  #changed(): void {
    const { state } = this.#gate.context
    if (state === 'closed') this.#listener.lost()
    else if (state === 'interrupted') {
      this.#isTrusted = false
      this.#listener.interrupted()
    } else if (state === 'running' && this.#isTrusted) this.#listener.runs(this.#gate.isOpen)
    else void this.check()
  }

  #seen(): void {
    if (document.hidden || this.#gate.context.state === 'interrupted') return
    this.#isTrusted = false
    void this.check()
  }

  async #check(resumed: Promise<boolean>): Promise<void> {
    const { context } = this.#gate
    const moved = !(await resumed) || this.#isTrusted || (await moves(context))
    // What happened meanwhile has been told.
    if (this.#closing.signal.aborted || context.state === 'interrupted') return
    const isRunning = context.state === 'running'
    if (isRunning && !moved) return this.#listener.lost()
    this.#isTrusted ||= isRunning
    this.#listener.runs(this.#gate.isOpen)
  }
}

async function moves(context: AudioContext): Promise<boolean> {
  const from = context.currentTime
  for (let look = 0; look < LOOKS; look++) {
    if (context.currentTime - from >= MOVE_SECONDS) return true
    await new Promise((resolve) => setTimeout(resolve, MOVE_MS / LOOKS))
  }
  return context.currentTime - from >= MOVE_SECONDS
}
