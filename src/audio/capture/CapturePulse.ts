/** After an interruption, iOS may say that a context runs whose clock stands still: so soon must a chunk have come. */
const PULSE_MS = 500

export interface PulseListener {
  /** The system has the sound, for a call say, and nothing comes; or it comes again. */
  interrupted(isInterrupted: boolean): void
  /** Nothing more is heard through it. */
  dead(): void
}

/** Keeps the context of a microphone running, and notices when it does not do what it says. */
export class CapturePulse {
  readonly #context: AudioContext
  readonly #listener: PulseListener
  readonly #closing = new AbortController()
  #isTrusted = true
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(context: AudioContext, listener: PulseListener) {
    this.#context = context
    this.#listener = listener
    const { signal } = this.#closing
    context.addEventListener('statechange', () => this.#changed(), { signal })
  }

  /** Something was heard. What was on its way when the system took the sound says nothing about later. */
  beat(): void {
    if (this.#isTrusted || this.#context.state !== 'running') return
    this.#isTrusted = true
    clearTimeout(this.#timer)
    this.#listener.interrupted(false)
  }

  stop(): void {
    this.#closing.abort()
    clearTimeout(this.#timer)
  }

  #changed(): void {
    clearTimeout(this.#timer)
    const { state } = this.#context
    if (state === 'closed') this.#listener.dead()
    // It rejects a resume now, and says so when it gives the sound back.
    else if (state === 'interrupted') {
      this.#isTrusted = false
      this.#listener.interrupted(true)
    } else if (state === 'suspended') this.#context.resume().catch(() => undefined)
    else if (!this.#isTrusted) this.#timer = setTimeout(() => this.#listener.dead(), PULSE_MS)
  }
}
