import { ga } from '../dialects/ga.ts'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import { systemClock, Timers } from './Clock.ts'
import { Conversation } from './Conversation.ts'
import { updatedSession, type EffectiveSession } from './EffectiveSession.ts'
import { idMaker } from './idMaker.ts'
import { InputTranscription } from './InputTranscription.ts'
import { newItem } from './newItem.ts'
import { errorBody, Refusal } from './Refusal.ts'
import { Responses } from './Responses.ts'
import { isRecord } from './shape.ts'
import type { SimulatedSessionOptions } from './SimulatedSessionOptions.ts'
import { Sounds } from './Sounds.ts'
import { countUserTurns, speechPlaceholder } from './turnOf.ts'
import { UserAudio } from './UserAudio.ts'
import type { Said, Wire } from './Wire.ts'

/** One client's conversation with the simulator: the service's side of the protocol, with no socket, thread or clock of its own. */
export class SimulatedSession {
  readonly #options: SimulatedSessionOptions
  readonly #dialect: ServiceDialect
  readonly #timers: Timers
  readonly #wire: Wire
  readonly #conversation: Conversation
  readonly #responses: Responses
  readonly #user: UserAudio
  readonly #transcription: InputTranscription
  #session: EffectiveSession
  #hasSpoken = false
  #isOpen = true

  constructor(options: SimulatedSessionOptions) {
    this.#options = options
    this.#dialect = options.dialect ?? ga
    this.#timers = new Timers(options.clock ?? systemClock)
    const log = options.log ?? (() => undefined)
    const wire = {
      say: (event: Said) => this.#say(event),
      newId: idMaker(options.random ?? Math.random),
      clock: this.#timers,
      log,
    }
    this.#wire = wire
    const conversation = new Conversation(wire.newId('conv'))
    this.#conversation = conversation
    const { brain, createHearing, voice = null, clips = {}, pace = 4, latencyMs = 0 } = options
    const sounds = new Sounds(voice, clips, log)
    this.#responses = new Responses({ wire, conversation, brain, sounds, pace, latencyMs })
    this.#transcription = new InputTranscription(wire, conversation, options.transcription ?? {})
    this.#user = new UserAudio({
      wire,
      conversation,
      createHearing,
      heard: (durationMs) =>
        brain.heard?.({ index: countUserTurns(conversation.entries), durationMs }) ?? null,
      onSpeech: () => this.#hearSpeech(),
      onTurn: (turn) => this.#endTurn(turn),
    })
    const id = wire.newId('sess')
    this.#session = this.#dialect.start(id, options.model ?? 'gpt-realtime', this.#timers.now())
  }

  get id(): string {
    return this.#session.id
  }

  /** Says `session.created`: nothing is said before it. */
  open(): void {
    this.#user.configure(this.#session)
    this.#wire.say({ type: 'session.created', session: this.#session })
  }

  /** Ends every answer and timer. Nothing is said afterwards. */
  close(): void {
    this.#isOpen = false
    this.#responses.abandon()
    this.#timers.stop()
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

  readonly #handlers: Readonly<Record<string, (event: Record<string, unknown>) => void>> = {
    'session.update': ({ session }) => {
      this.#session = updatedSession(
        this.#session,
        this.#dialect.readSession(session, this.#session),
        this.#hasSpoken,
      )
      this.#user.configure(this.#session)
      this.#wire.say({ type: 'session.updated', session: this.#session })
    },
    'input_audio_buffer.append': ({ audio }) => this.#user.append(audio),
    'input_audio_buffer.commit': () => this.#user.commit(),
    'input_audio_buffer.clear': () => this.#user.clear(),
    'conversation.item.create': ({ item, previous_item_id: after }) => {
      const entry = {
        ...newItem(this.#dialect.readItem(item), this.#wire.newId('item')),
        heard: null,
      }
      const previous_item_id = this.#conversation.add(entry, after)
      this.#wire.say({ type: 'conversation.item.added', previous_item_id, item: entry.item })
      this.#wire.say({ type: 'conversation.item.done', previous_item_id, item: entry.item })
    },
    'conversation.item.retrieve': ({ item_id }) => {
      const item = this.#conversation.retrieve(item_id)
      this.#wire.say({ type: 'conversation.item.retrieved', item })
    },
    'conversation.item.truncate': ({ item_id, content_index, audio_end_ms }) => {
      const at = this.#conversation.truncate(item_id, content_index, audio_end_ms)
      this.#wire.say({ type: 'conversation.item.truncated', ...at })
    },
    'conversation.item.delete': ({ item_id }) => {
      const id = this.#conversation.delete(item_id)
      this.#wire.say({ type: 'conversation.item.deleted', item_id: id })
    },
    'response.create': ({ response }) => this.#respond(response),
    'response.cancel': ({ response_id }) => this.#responses.cancel(response_id),
  }

  #respond(request?: unknown): void {
    this.#responses.create(this.#dialect.readResponse(request), this.#session, this.#hasSpoken)
  }

  #hearSpeech(): void {
    if (this.#session.audio.input.turn_detection?.interrupt_response !== false)
      this.#responses.interrupt()
  }

  #endTurn(turn: Parameters<ConstructorParameters<typeof UserAudio>[0]['onTurn']>[0]): void {
    const { transcription, turn_detection } = this.#session.audio.input
    const { itemId, heard, durationMs } = turn
    if (transcription !== null)
      this.#transcription.begin(itemId, heard ?? speechPlaceholder(durationMs), durationMs)
    if (turn.endedBy === 'silence' && turn_detection?.create_response !== false) this.#respond()
  }

  #refuse(refusal: Refusal, eventId: string | null): void {
    const { code, message, param } = refusal
    const place = param === null ? null : this.#dialect.place(param)
    const said = param === null ? message : message.replaceAll(`'${param}'`, `'${place}'`)
    this.#say({ type: 'error', error: errorBody(new Refusal(code, said, place), eventId) })
  }

  #say(event: Said): void {
    if (!this.#isOpen) return
    if (event.type === 'response.output_audio.delta') this.#hasSpoken = true
    const full = { ...event, event_id: this.#wire.newId('event') }
    for (const frame of this.#dialect.write(full)) this.#options.send(frame, full)
  }
}
