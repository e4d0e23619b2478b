import { VoiceError } from '../base/errors.ts'
import { Store, type Readable } from '../base/Store.ts'
import type { Effect, SessionEvent } from './events.ts'
import { Frame } from './Frame.ts'
import { reduce } from './reduce.ts'
import type { Step } from './reduce/Step.ts'
import { toSnapshot, type SessionSnapshot } from './SessionSnapshot.ts'
import type { SessionState } from './state.ts'

/** A response that was promised, or that went silent, is given up after this long. */
const DEADLINE_MS = 15_000

/** These come many times a second, and change only words: readers are told once a frame. */
const WORDS: ReadonlySet<SessionEvent['type']> = new Set([
  'response.output_audio_transcript.delta',
  'response.output_text.delta',
  'conversation.item.input_audio_transcription.delta',
])

/** Happen, reduce, perform: the only place where the state of a session changes. */
export class Loop {
  readonly #perform: (effect: Effect) => void
  readonly #queue: SessionEvent[] = []
  readonly #store: Store<SessionSnapshot>
  readonly #frame: Frame
  #state: SessionState
  #isBusy = false
  #deadline: ReturnType<typeof setTimeout> | undefined

  constructor(state: SessionState, perform: (effect: Effect) => void) {
    this.#state = state
    this.#perform = perform
    const store = new Store(toSnapshot(state))
    this.#store = store
    this.#frame = new Frame(() => store.set(toSnapshot(this.#state)))
  }

  /** What readers see; at most one frame behind `state`. */
  get snapshots(): Readable<SessionSnapshot> {
    return this.#store
  }

  get state(): SessionState {
    return this.#state
  }

  /** Events that happen while one is being worked on wait for it. */
  happen(event: SessionEvent): void {
    this.#queue.push(event)
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#step(next)
    } finally {
      this.#isBusy = false
    }
    this.#watch()
  }

  #step(event: SessionEvent): void {
    const before = this.#state
    const [after, effects] = this.#reduce(event)
    this.#state = after
    if (after !== before) {
      if (WORDS.has(event.type)) this.#frame.soon()
      else this.#frame.now()
    }
    for (const effect of effects) this.#perform(effect)
  }

  /** An event that no row was prepared for must not end the conversation; the checks of the protocol should have kept it out. */
  #reduce(event: SessionEvent): Step {
    try {
      return reduce(this.#state, event, Date.now())
    } catch (cause) {
      const details = { what: `an event (${event.type}) that could not be worked on` }
      const error = new VoiceError('protocol_warning', { details, cause })
      return [this.#state, [{ type: 'report', error }]]
    }
  }

  /** Whatever happens while an answer is awaited is a sign of life, and starts the wait anew. */
  #watch(): void {
    clearTimeout(this.#deadline)
    const { due, response } = this.#state.turn
    if (due === null && response === null) return
    this.#deadline = setTimeout(() => this.happen({ type: 'deadline' }), DEADLINE_MS)
  }
}
