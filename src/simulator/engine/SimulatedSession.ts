import { ga } from '../dialects/ga.ts'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import type { ResponseFault } from '../faults/FaultRule.ts'
import { systemClock, Timers } from './Clock.ts'
import { Conversation } from './Conversation.ts'
import { Dialogue } from './Dialogue.ts'
import { notATranscription, updatedSession } from './EffectiveSession.ts'
import { idMaker } from './idMaker.ts'
import { itemHandlers, type ItemHost } from './itemHandlers.ts'
import { errorBody, Refusal } from './Refusal.ts'
import { SessionSettings } from './SessionSettings.ts'
import { isRecord } from './shape.ts'
import type { SimulatedSessionOptions } from './SimulatedSessionOptions.ts'
import type { Said, Wire } from './Wire.ts'

const HOUR_MS = 3_600_000
/** Whatever it was in fact: clients know it by these words. */
const EXPIRED = 'Your session hit the maximum duration of 60 minutes.'

type Handlers = Readonly<Record<string, (event: Record<string, unknown>) => void>>

/** One client's conversation with the simulator: the service's side of the protocol, with no socket, thread or clock of its own. */
export class SimulatedSession {
  readonly #options: SimulatedSessionOptions
  readonly #dialect: ServiceDialect
  readonly #timers: Timers
  readonly #wire: Wire
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
    this.#conversation = new Conversation(wire.newId('conv'))
    this.#ttlMs = options.sessionTtlMs ?? HOUR_MS
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
    this.#dialogue.abandon()
    this.#timers.stop()
  }

  /** Ends the answer that is being made as a fault says. @returns Whether there was one. */
  endResponse(fault: ResponseFault): boolean {
    return this.#dialogue.endResponse(fault)
  }

  /** A text frame, which should be JSON. */
  receiveText(frame: string): void {
    let event: unknown
    try {
      event = JSON.parse(frame)
    } catch {
      return this.#refuse(new Refusal('invalid_json', 'The event is not valid JSON.'), null)
    }
    this.receive(event)
  }

  receiveBinary(): void {
    const message = 'Binary frames are not supported: events are JSON in text frames.'
    this.#refuse(new Refusal('invalid_event', message), null)
  }

  /** A client event, or anything else that somebody sent in its place. */
  receive(event: unknown): void {
    if (!this.#isOpen) return
    const id = isRecord(event) ? event['event_id'] : null
    try {
      this.#obey(event)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refuse(error, typeof id === 'string' ? id : null)
    }
  }

  #obey(event: unknown): void {
    if (!isRecord(event) || typeof event['type'] !== 'string')
      throw new Refusal('invalid_event', 'The event has no type.', 'type')
    const { type } = event
    const { clientEvents } = this.#dialect
    const name = Object.hasOwn(clientEvents, type) ? clientEvents[type] : undefined
    const handle = name === undefined ? undefined : this.#handlers[name]
    if (handle) return handle(event)
    const known = Object.keys(clientEvents).map((one) => `'${one}'`)
    throw new Refusal(
      'invalid_value',
      `Invalid value: '${type.slice(0, 80)}'. Supported values are: ${known.join(', ')}.`,
      'type',
    )
  }

  #handlersOf(items: ItemHost): Handlers {
    return {
      ...itemHandlers(items),
      'session.update': ({ session }) => {
        this.#settings.update(this.#dialect.readSession(session, this.#settings.now))
        this.#dialogue.configure(this.#settings.now)
        this.#wire.say({ type: 'session.updated', session: this.#settings.now })
      },
      'transcription_session.update': () => {
        throw notATranscription()
      },
      'input_audio_buffer.append': ({ audio }) => this.#dialogue.user.append(audio),
      'input_audio_buffer.commit': () => this.#dialogue.user.commit(),
      'input_audio_buffer.clear': () => this.#dialogue.user.clear(),
      'response.create': ({ response }) =>
        this.#dialogue.respond(this.#dialect.readResponse(response), 'response.create'),
      'response.cancel': ({ response_id }) => this.#dialogue.cancel(response_id),
    }
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
    const said = param === null ? message : message.replaceAll(`'${param}'`, `'${place}'`)
    this.#say({ type: 'error', error: errorBody(new Refusal(code, said, place), eventId) })
  }

  #say(event: Said): void {
    if (!this.#isOpen) return
    if (event.type === 'response.output_audio.delta') this.#settings.noteSound()
    const full = { ...event, event_id: this.#wire.newId('event') }
    for (const frame of this.#dialect.write(full)) this.#options.send(frame, full)
  }
}
