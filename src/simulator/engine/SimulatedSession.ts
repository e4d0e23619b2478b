import { ga } from '../dialects/ga.ts'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import type { ResponseFault } from '../faults/FaultRule.ts'
import { systemClock, Timers } from './Clock.ts'
import { Conversation } from './Conversation.ts'
import { Dialogue } from './Dialogue.ts'
import { notATranscription, updatedSession } from './EffectiveSession.ts'
import { idMaker } from './idMaker.ts'
import { Inbox } from './Inbox.ts'
import { itemHandlers, type ItemHost } from './itemHandlers.ts'
import { eventIdOf, readClientEvent } from './readClientEvent.ts'
import { readFrame } from './readFrame.ts'
import { errorBody, Refusal } from './Refusal.ts'
import { required } from './required.ts'
import { SessionSettings } from './SessionSettings.ts'
import type { SimulatedSessionOptions } from './SimulatedSessionOptions.ts'
import type { Said, Wire } from './Wire.ts'

const HOUR_MS = 3_600_000
/** Some thirty years: `expires_at` has to be a number. */
const LONGEST_TTL_MS = 10 ** 12
/** Whatever it was in fact: clients know it by these words. */
const EXPIRED = 'Your session hit the maximum duration of 60 minutes.'

type Handlers = Readonly<Record<string, (event: Record<string, unknown>) => void>>

/** One client's conversation with the simulator: the service's side of the protocol, with no socket, thread or clock of its own. */
export class SimulatedSession {
  readonly #options: SimulatedSessionOptions
  readonly #dialect: ServiceDialect
  readonly #timers: Timers
  readonly #wire: Wire
  readonly #inbox: Inbox
  readonly #conversation: Conversation
  readonly #dialogue: Dialogue
  readonly #handlers: Handlers
  readonly #ttlMs: number
  readonly #settings: SessionSettings
  #isOpen = true

  constructor(options: SimulatedSessionOptions) {
    this.#options = options
    this.#dialect = options.dialect ?? ga
    this.#timers = new Timers(options.clock ?? systemClock)
    const wire: Wire = {
      say: (event) => this.#say(event),
      newId: idMaker(options.random ?? Math.random),
      clock: this.#timers,
      log: options.log ?? (() => undefined),
    }
    this.#wire = wire
    this.#inbox = new Inbox({ clock: this.#timers, onDefect: (error) => this.#fail(error) })
    this.#conversation = new Conversation(wire.newId('conv'))
    this.#ttlMs = Math.min(options.sessionTtlMs ?? HOUR_MS, LONGEST_TTL_MS)
    const now = this.#timers.now()
    const id = wire.newId('sess')
    const start = this.#dialect.start(id, options.model ?? 'gpt-realtime', now)
    const settings = new SessionSettings({
      ...updatedSession(start, options.startWith ?? {}, false),
      expires_at: Math.floor((now + this.#ttlMs) / 1000),
    })
    this.#settings = settings
    const refuse = (refusal: Refusal) => this.#refuse(refusal, null)
    this.#dialogue = new Dialogue({ wire, settings, refuse }, this.#conversation, options)
    this.#handlers = this.#handlersOf({
      ...{ wire, settings, conversation: this.#conversation },
      readItem: (item) => this.#dialect.readItem(item),
      onTruncated: () => this.#dialogue.cutSound(),
    })
  }

  get id(): string {
    return this.#settings.now.id
  }

  /** Says `session.created`: nothing is said before it. */
  open(): void {
    this.#timers.after(this.#ttlMs, () => this.#expire())
    this.#dialogue.configure(this.#settings.now)
    this.#wire.say({ type: 'session.created', session: this.#settings.now })
    const conversation = { id: this.#conversation.id, object: 'realtime.conversation' }
    this.#wire.say({ type: 'conversation.created', conversation })
  }

  /** Ends every answer and timer. Nothing is said afterwards. */
  close(): void {
    this.#isOpen = false
    this.#inbox.stop()
    this.#dialogue.abandon()
    this.#timers.stop()
  }

  /** Ends the answer that is being made as a fault says. @returns Whether there was one. */
  endResponse(fault: ResponseFault): boolean {
    return this.#dialogue.endResponse(fault)
  }

  /** A text frame, which should be JSON. */
  receiveText(frame: string): void {
    const steps = this.#steps(() => readFrame(frame))
    this.#inbox.put(steps, frame.length)
  }

  receiveBinary(): void {
    const message = 'Binary frames are not supported: events are JSON in text frames.'
    const refuse = () => {
      throw new Refusal('invalid_event', message)
    }
    this.#inbox.put(this.#steps(refuse))
  }

  /** A client event, or anything else that somebody sent in its place. */
  receive(event: unknown): void {
    this.#inbox.put(this.#steps(() => event))
  }

  /** Obeys an event, in steps when it takes long. */
  *#steps(read: () => unknown): Generator<undefined, void> {
    let given: unknown = null
    try {
      given = read()
      const { name, event } = readClientEvent(given, this.#dialect.clientEvents)
      if (name === 'input_audio_buffer.append')
        yield* this.#dialogue.user.append(required(event, 'audio'))
      else this.#handlers[name]?.(event)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refuse(error, eventIdOf(given))
    }
  }

  #handlersOf(items: ItemHost): Handlers {
    const onItems = itemHandlers(items)
    return {
      ...onItems,
      'conversation.item.create': (event) => {
        onItems['conversation.item.create'](event)
        this.#dialogue.noteItem()
      },
      'session.update': (event) => {
        const session = required(event, 'session')
        this.#settings.update(this.#dialect.readSession(session, this.#settings.now))
        this.#dialogue.configure(this.#settings.now)
        this.#wire.say({ type: 'session.updated', session: this.#settings.now })
      },
      'transcription_session.update': () => {
        throw notATranscription()
      },
      'input_audio_buffer.commit': () => this.#dialogue.user.commit(),
      'input_audio_buffer.clear': () => this.#dialogue.user.clear(),
      'response.create': ({ response }) =>
        this.#dialogue.respond(this.#dialect.readResponse(response), 'response.create'),
      'response.cancel': ({ response_id }) => this.#dialogue.cancel(response_id),
    }
  }

  /** A defect in what goes on by itself: this client loses its line, the others keep theirs. */
  #fail(error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#wire.log(`The simulator failed: ${what}`)
    this.close()
    this.#options.hangUp?.(1011, 'The simulator failed.')
  }

  #expire(): void {
    const refusal = new Refusal('session_expired', EXPIRED)
    this.#refuse(refusal, null)
    // Nothing more is said, also while the line is still being closed.
    this.close()
    this.#options.hangUp?.(1001, EXPIRED)
  }

  #refuse(refusal: Refusal, eventId: string | null): void {
    const { code, message, param } = refusal
    const place = param === null ? null : this.#dialect.place(param)
    const said = param === null ? message : message.replaceAll(`'${param}'`, () => `'${place}'`)
    this.#say({ type: 'error', error: errorBody(new Refusal(code, said, place), eventId) })
  }

  #say(event: Said): void {
    if (!this.#isOpen) return
    const full = { ...event, event_id: this.#wire.newId('event') }
    for (const frame of this.#dialect.write(full)) this.#options.send(frame, full)
  }
}
