import { VoiceError } from '../base/errors.ts'
import { Store, type Readable } from '../base/Store.ts'
import { findItem } from './conversation.ts'
import type { Effect, SessionEvent } from './events.ts'
import { Frame } from './Frame.ts'
import type { reduce } from './reduce.ts'
import { isOfRest, reduceAtRest } from './reduce/rest.ts'
import type { Step } from './reduce/Step.ts'
import { REMOTE_CALL_MS } from './remoteCallMs.ts'
import { toSnapshot, type SessionSnapshot } from './SessionSnapshot.ts'
import type { SessionState } from './state.ts'
import { isCut } from './turn.ts'

/** A response that was promised, or that went silent, is given up after this long. */
const DEADLINE_MS = 15_000

/** A timer that is set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** A cancelled one whose end is not told is not waited for so long. */
const CANCELLED_MS = 2000

/** These come many times a second, and change only words: readers are told once a frame. */
const WORDS: ReadonlySet<SessionEvent['type']> = new Set([
  'response.output_audio_transcript.delta',
  'response.output_text.delta',
  'response.function_call_arguments.delta',
  'response.mcp_call_arguments.delta',
  'conversation.item.input_audio_transcription.delta',
  'conversation.item.input_audio_transcription.segment',
  'response.audio_timestamp.delta',
])

/** Happen, reduce, perform: the only place where the state of a session changes. */
export class Loop {
  /** Default 15,000. */
  answerTimeoutMs: number | undefined
  readonly #perform: (effect: Effect) => void
  readonly #queue: SessionEvent[] = []
  readonly #store: Store<SessionSnapshot>
  readonly #frame: Frame
  #state: SessionState
  #isBusy = false
  #reduceBy: typeof reduce = reduceAtRest
  #loading: Promise<void> | null = null
  /** What happened while `reduce` was being loaded, in order. */
  #held: SessionEvent[] | null = null
  #awaited: string | null = null
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
    // What the little that is here can decide need not wait; an end, or a new beginning, forgets what waited.
    if (this.#held && !isOfRest(event)) return void this.#held.push(event)
    if (event.type.startsWith('line.')) this.#held &&= []
    this.#queue.push(event)
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#step(next)
    } finally {
      this.#isBusy = false
    }
  }

  /**
   * Loads what decides about a conversation, once. What happens meanwhile waits for it.
   *
   * @throws `VoiceError` `part_load_failed`
   */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((cause: unknown) => {
      this.#loading = this.#held = null
      throw new VoiceError('part_load_failed', { details: { part: 'conversation' }, cause })
    })
    return this.#loading
  }

  async #load(): Promise<void> {
    this.#held = []
    const { reduce } = await import('./reduce.ts')
    const held = this.#held
    this.#held = null
    this.#reduceBy = reduce
    for (const event of held) this.happen(event)
  }

  #step(event: SessionEvent): void {
    const before = this.#state
    const [after, effects] = this.#reduce(event)
    this.#state = after
    if (after !== before) {
      if (WORDS.has(event.type)) this.#frame.soon()
      else this.#frame.now()
    }
    this.#watch(event)
    for (const effect of effects) this.#perform(effect)
  }

  /** An event that no row was prepared for must not end the conversation; the checks of the protocol should have kept it out. */
  #reduce(event: SessionEvent): Step {
    try {
      return this.#reduceBy(this.#state, event, Date.now(), performance.now())
    } catch (cause) {
      const details = { what: `an event (${event.type}) that could not be worked on` }
      const error = new VoiceError('protocol_warning', { details, cause })
      return [this.#state, [{ type: 'report', error }]]
    }
  }

  /** Only what comes of the awaited answer itself is a sign of life, and starts the wait anew. */
  #watch(event: SessionEvent): void {
    const { turn } = this.#state
    const { due, response } = turn
    const isAbandoned = response !== null && isCut(turn, response)
    const awaited = isAbandoned ? `cut ${response}` : (response ?? due)
    const of = 'response_id' in event ? event.response_id : undefined
    // What remote servers do belongs to the answer that is running, and does not say so.
    const isSign = response !== null && (of ?? (/mcp_/.test(event.type) && response)) === response
    if (awaited === this.#awaited && !isSign) return
    this.#awaited = awaited
    clearTimeout(this.#deadline)
    if (awaited === null) return
    const miss = () => {
      this.#awaited = null
      this.happen({ type: 'deadline' })
    }
    this.#deadline = setTimeout(miss, isAbandoned ? CANCELLED_MS : this.#patienceMs())
  }

  #patienceMs(): number {
    const { turn, conversation } = this.#state
    const isRemote = Object.keys(turn.of).some(
      (id) => turn.of[id] === turn.response && findItem(conversation, id)?.status === 'running',
    )
    const { answerTimeoutMs = DEADLINE_MS } = this
    const ms = isRemote ? Math.max(answerTimeoutMs, REMOTE_CALL_MS) : answerTimeoutMs
    return Math.min(ms, LONGEST_TIMER_MS)
  }
}
