import { TELEPHONE_RATE_HZ, VOICE_RATE_HZ } from '../audio/sound/pcm.ts'
import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import type { ServerEvent } from '../protocol/serverEvents.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import { Attempt } from './Attempt.ts'
import type { AnyEvent } from './EventHub.ts'
import { Junk } from './Junk.ts'
import { Line, type ConnectableEndpoint } from './Line.ts'
import type { Loop } from './Loop.ts'
import { SentAudio } from './SentAudio.ts'
import { SeenEvents } from './SeenEvents.ts'
import { isG711, Telephony } from './Telephony.ts'
import { Uplink } from './Uplink.ts'

/** For credential, socket and first reply together. */
const CONNECT_TIMEOUT_MS = 10_000

/** No event of the services has a longer name; a made-up one is cut. */
const LONGEST_TYPE = 80

/** A service that makes up words is not told of without end. */
const MOST_STRANGERS = 32

/** Who is told of what goes over the line. */
export interface Overhearers {
  /** Before anything is done about it. */
  log(any: AnyEvent): void
  /** After it was decided. */
  heard(event: ServerEvent): void
  warn(problem: VoiceError): void
}

/** The current line, the promise that waits for it, and the way of the user's voice into it. */
export class Connector {
  readonly uplink = new Uplink((event) => this.send(event))
  readonly telephony = new Telephony()
  readonly #loop: Loop
  readonly #overhearers: Overhearers
  #line: Line | null = null
  #attempt: Attempt | null = null
  #sent = new SentAudio()
  readonly #strangers = new Set<string>()

  constructor(loop: Loop, overhearers: Overhearers) {
    this.#loop = loop
    this.#overhearers = overhearers
  }

  /** The promise of the attempt that is under way or has succeeded. */
  running(): Promise<void> | null {
    return this.#attempt?.promise ?? null
  }

  begin(service: Pick<Endpoint, 'provider' | 'dialect'>): Promise<void> {
    this.#attempt = new Attempt()
    this.uplink.set('held')
    this.#loop.happen({ type: 'line.wanted', service })
    return this.#attempt.promise
  }

  open(
    endpoint: ConnectableEndpoint,
    transport: TransportFactory | undefined,
    lost: (error: VoiceError) => void,
  ): void {
    const junk = new Junk()
    const seen = new SeenEvents()
    this.#sent = new SentAudio()
    const line: Line = new Line(endpoint, {
      authorized: (expiresAt) => this.#loop.happen({ type: 'line.authorized', expiresAt }),
      opened: () => this.#loop.happen({ type: 'line.opened' }),
      event: (event, raw) => {
        this.#overhearers.log({ direction: 'in', event, raw })
        this.#notice(event)
        if (!seen.add(event)) return
        // A handler may have hung up.
        if (line !== this.#line) return
        this.#loop.happen(event)
        this.#overhearers.heard(event)
      },
      warning: (problem) => {
        this.#overhearers.warn(problem)
        const tooMuch = problem.code === 'protocol_warning' ? junk.add(Date.now()) : null
        if (tooMuch && line === this.#line) lost(tooMuch)
      },
      lost,
    })
    this.#line = line
    const loop = this.#loop
    const ready = loop.load().then(() => this.telephony.load(loop.state.wantedSettings))
    line.open(transport, CONNECT_TIMEOUT_MS, ready)
  }

  /** A word that is younger than we are: said once, and passed on to whoever listens to everything. */
  #notice(event: ServerEvent): void {
    if (event.type !== 'unknown' || event.isExpected || this.#strangers.has(event.raw.type)) return
    if (this.#strangers.size >= MOST_STRANGERS) return
    this.#strangers.add(event.raw.type)
    const what = `an event that is not known here (${event.raw.type.slice(0, LONGEST_TYPE)})`
    this.#overhearers.warn(new VoiceError('protocol_warning', { details: { what } }))
  }

  /** The service accepted our settings. */
  settle(): void {
    this.#line?.settled()
    this.#openUplink()
    this.#attempt?.succeed()
  }

  #openUplink(): void {
    const { settings } = this.#loop.state
    const write = this.telephony.speak(settings.inputFormat)
    const rateHz = isG711(settings.inputFormat) ? TELEPHONE_RATE_HZ : VOICE_RATE_HZ
    if (write) return this.uplink.set('open', write, rateHz)
    // The format was changed while connecting, or asked for in the app's own words.
    const line = this.#line
    const open = () => line === this.#line && this.#openUplink()
    this.telephony.load(settings).then(open, (error: unknown) => {
      if (error instanceof VoiceError) this.#overhearers.warn(error)
    })
  }

  /** Without a line, nothing is sent. */
  send(event: ClientEvent): void {
    if (this.#line === null) return
    this.#overhearers.log({ direction: 'out', event, raw: event })
    this.#sent.note(event)
    this.#line.send(event)
  }

  /** How much sound waits, in the service or for the line, to be taken as a turn. */
  sentMs(): number {
    return this.uplink.heldMs + this.#sent.ms(this.#loop.state.settings.inputFormat)
  }

  quietMs(): number {
    return this.#sent.quietMs()
  }

  /** Gives the attempt up: from here on a new one may begin, also from a handler that is told of this one's end. */
  release(): Attempt | null {
    const attempt = this.#attempt
    this.#attempt = null
    this.#line?.close()
    this.#line = null
    this.uplink.set('shut')
    return attempt
  }
}
