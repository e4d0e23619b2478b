import { onGesture } from './onGesture.ts'

/** By looks and not by time: after a page that could not run, what came meanwhile is read between two of them. */
const LOOK_MS = 400
/** So many without a chunk, and nothing is heard. */
const STILL_LOOKS = 3
/** Until the first one. A device that wakes up, on Bluetooth above all, may hold the whole output up. */
const WAKING_LOOKS = 8

export interface PulseListener {
  /** Nothing comes: the system has the sound, for a call say, or the browser waits for a click. Or it comes again. */
  interrupted(isInterrupted: boolean): void
  /** Nothing more is heard through it. */
  dead(cause?: unknown): void
  /** It runs, and nothing comes out of it. Told once for each time. */
  silent(): void
}

/** Keeps the context of a microphone running, and notices when it does not do what it says. */
export class CapturePulse {
  readonly #context: AudioContext
  readonly #listener: PulseListener
  readonly #closing = new AbortController()
  readonly #looking: ReturnType<typeof setInterval>
  #ignoreGestures: () => void = () => undefined
  #isExpecting = false
  #isHeard = false
  #hasBeaten = false
  /** Looks since the last chunk, and those of them between which its clock did not move. */
  #missed = 0
  #frozen = 0
  #atSeconds = 0

  constructor(context: AudioContext, listener: PulseListener) {
    this.#context = context
    this.#listener = listener
    const { signal } = this.#closing
    context.addEventListener('statechange', () => this.check(), { signal })
    // The device is gone, or what renders died.
    context.addEventListener('error', (cause) => listener.dead(cause), { signal })
    this.#looking = setInterval(() => this.#look(), LOOK_MS)
  }

  /** Sees to what the context says of itself. It may have said so before anybody listened. */
  check(): void {
    this.#missed = 0
    const { state } = this.#context
    this.#ignoreGestures()
    if (state === 'closed') this.#listener.dead()
    // It rejects a resume now, and says so when it gives the sound back.
    else if (state === 'interrupted') this.#unheard()
    else if (state === 'suspended') {
      this.#ignoreGestures = onGesture(() => this.resume())
      this.resume()
    }
  }

  /** Something is plugged in: from here on chunks are to come. */
  expect(): void {
    this.#isExpecting = true
    this.#missed = 0
    // A page that records may do what it may not before: Chromium 156 lets it run then, also without a click.
    this.resume()
  }

  /** Something was heard. What was on its way when the system took the sound says nothing about later. */
  beat(): void {
    if (!this.#isExpecting) return
    this.#missed = 0
    if (this.#isHeard || this.#context.state !== 'running') return
    this.#isHeard = this.#hasBeaten = true
    this.#listener.interrupted(false)
  }

  /** From a click, browsers let it run that did not before. */
  resume(): void {
    if (this.#context.state === 'suspended') this.#context.resume().catch(() => undefined)
  }

  stop(): void {
    this.#closing.abort()
    this.#ignoreGestures()
    clearInterval(this.#looking)
  }

  #look(): void {
    const { state, currentTime } = this.#context
    this.#frozen = currentTime === this.#atSeconds ? this.#frozen + 1 : 0
    this.#atSeconds = currentTime
    if (!this.#isExpecting || state === 'interrupted' || state === 'closed') return
    this.#missed++
    if (this.#missed === STILL_LOOKS) {
      this.#unheard()
      this.resume()
    }
    const patience = this.#hasBeaten ? STILL_LOOKS : WAKING_LOOKS
    if (state !== 'running' || this.#missed < patience) return
    // After an interruption, iOS may say that a context runs whose clock stands still.
    if (this.#frozen >= patience - 1) this.#listener.dead()
    else if (this.#missed === patience) this.#listener.silent()
  }

  #unheard(): void {
    this.#isHeard = false
    this.#listener.interrupted(true)
  }
}
