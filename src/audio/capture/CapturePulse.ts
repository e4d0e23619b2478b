/** After an interruption, iOS may say that a context runs whose clock stands still: so soon must a chunk have come. */
const PULSE_MS = 500

/** Keeps the context of a microphone running, and notices when it does not do what it says. */
export class CapturePulse {
  readonly #context: AudioContext
  readonly #dead: () => void
  readonly #closing = new AbortController()
  #isTrusted = true
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param dead - Nothing more is heard through it. */
  constructor(context: AudioContext, dead: () => void) {
    this.#context = context
    this.#dead = dead
    const { signal } = this.#closing
    context.addEventListener('statechange', () => this.#changed(), { signal })
  }

  /** Something was heard. What was on its way when the system took the sound says nothing about later. */
  beat(): void {
    if (this.#context.state !== 'running') return
    this.#isTrusted = true
    clearTimeout(this.#timer)
  }

  stop(): void {
    this.#closing.abort()
    clearTimeout(this.#timer)
  }

  #changed(): void {
    clearTimeout(this.#timer)
    const { state } = this.#context
    if (state === 'closed') this.#dead()
    // The system has it, for a call say. It rejects a resume now, and says so when it gives it back.
    else if (state === 'interrupted') this.#isTrusted = false
    else if (state === 'suspended') this.#context.resume().catch(() => undefined)
    else if (!this.#isTrusted) this.#timer = setTimeout(() => this.#dead(), PULSE_MS)
  }
}
