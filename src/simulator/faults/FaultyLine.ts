import { Timers, type Clock } from '../engine/Clock.ts'
import { Belt } from './Belt.ts'
import { asFrame, bend, frameOf, type Bent, type Frame } from './bend.ts'
import type { FaultAction, FaultRule, ResponseFault } from './FaultRule.ts'
import { errorEvent } from './errorEvent.ts'
import type { Firings } from './Firings.ts'
import type { LineRules } from './LineRules.ts'

/** What carries frames: a socket, or the port of a Worker. */
export interface Carrier {
  /** @param event - What the text says; `null` when it is no JSON object. */
  send(text: string, event: Readonly<Record<string, unknown>> | null): void
  close(code: number, reason: string): void
  /** Cuts it with no word. */
  terminate(): void
  /** Reads nothing for so long. Without it, what comes meanwhile waits in memory. */
  pauseRead?(ms: number): void
}

/** Whose line it is. */
export interface FaultySession {
  readonly id: string
  /** Takes a frame of the client's, as it gets through. */
  receive(text: string): void
  /** @returns False when no answer is being made. */
  endResponse(fault: ResponseFault): boolean
  /** GA's name of a client event by the service's. Default: they are the same. */
  readonly clientEvents?: Readonly<Record<string, string>> | undefined
}

export interface FaultyLineParts {
  readonly carrier: Carrier
  readonly session: FaultySession
  readonly clock: Clock
  readonly rules: LineRules
  readonly firings: Firings
  /** Told once, when nothing goes over the line any more. */
  readonly ended: (line: FaultyLine) => void
}

const AT_ONCE = { delayMs: 0, behind: 0 }
/** Actions that need no event to be done to. */
const STANDS_FOR_ITSELF = [
  ...['insert', 'error', 'malformed', 'delayMs'],
  ...['end', 'close', 'terminate', 'pauseReadMs'],
]

/** Stands between a session and what carries its frames, and lets go wrong what was asked for. */
export class FaultyLine {
  readonly #parts: FaultyLineParts
  readonly #openedMs: number
  readonly #timers: Timers
  readonly #out: Belt
  readonly #in: Belt
  #isOpen = true
  #errors = 0

  constructor(parts: FaultyLineParts) {
    this.#parts = parts
    this.#timers = new Timers(parts.clock)
    this.#openedMs = parts.clock.now()
    this.#out = new Belt(parts.clock)
    this.#in = new Belt(parts.clock)
    this.startTimers(parts.rules.of('timer'))
  }

  /** Something goes to the client. @param frame - In its own words. @param event - The same in GA's, by which rules are chosen. */
  sent(frame: object, event: { readonly type: string }): void {
    if (!this.#isOpen) return
    const bent = bend(asFrame({ ...frame }), this.#parts.rules.firing('out', event))
    this.#out.put(() => {
      for (const one of [...bent.before, ...bent.frames]) this.#send(one)
      for (const deed of bent.deeds) this.#act(deed)
    }, bent)
  }

  /** A text frame came from the client. */
  received(text: string): void {
    if (!this.#isOpen) return
    const { rules } = this.#parts
    // Sound comes fifty times a second: it is read only where a rule may ask what it is.
    const isWatched = rules.watches('in')
    const frame = isWatched ? frameOf(text) : { text, event: null }
    const bent = bend(frame, isWatched ? rules.firing('in', this.#inGaWords(frame)) : [])
    this.#in.put(() => this.#let(bent, frame), bent)
  }

  /**
   * A fault that stands in a scenario's reply. What is done to an event is done to the next one
   * that goes out: `oddBytes` to the next sound.
   */
  reply(action: FaultAction): void {
    if (!this.#isOpen) return
    const { rules, firings, session } = this.#parts
    if (!STANDS_FOR_ITSELF.some((name) => name in action)) {
      const type = 'oddBytes' in action ? { type: 'response.output_audio.delta' } : {}
      return rules.add({ on: { dir: 'out', ...type }, do: action, times: 1 })
    }
    firings.note({ session: session.id, rule: null, type: 'reply', action })
    this.#out.put(() => this.#act(action), AT_ONCE)
  }

  /** The session hangs up, once all that waits has gone out. */
  hangUp(code: number, reason: string): void {
    this.#out.put(() => this.#act({ close: [code, reason] }), AT_ONCE)
  }

  /** Rules by the clock, some of them perhaps younger than the line. */
  startTimers(rules: readonly FaultRule[]): void {
    const { clock } = this.#parts
    for (const rule of rules) {
      const leftMs = this.#openedMs + (rule.on.atMs ?? 0) - clock.now()
      this.#timers.after(Math.max(leftMs, 0), () => {
        if (this.#parts.rules.fires(rule)) this.#act(rule.do)
      })
    }
  }

  /** The line is gone: nothing goes over it any more, and nothing waits. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#out.stop()
    this.#in.stop()
    this.#timers.stop()
    this.#parts.ended(this)
  }

  #send({ text, event }: Frame): void {
    if (this.#isOpen) this.#parts.carrier.send(text, event)
  }

  #let(bent: Bent, { event }: Frame): void {
    for (const { text } of bent.frames) if (this.#isOpen) this.#parts.session.receive(text)
    for (const deed of bent.deeds)
      this.#out.put(() => this.#act(deed, event?.['event_id']), AT_ONCE)
  }

  #act(action: FaultAction, eventId?: unknown): void {
    if (!this.#isOpen) return
    const { carrier, session } = this.#parts
    if ('error' in action) this.#send(asFrame(errorEvent(action.error, this.#errors++, eventId)))
    if ('insert' in action) this.#send(asFrame(action.insert))
    if ('malformed' in action) this.#send({ text: '{"type":', event: null })
    if ('delayMs' in action) this.#out.put(() => undefined, { ...AT_ONCE, delayMs: action.delayMs })
    if ('pauseReadMs' in action) this.#pauseRead(action.pauseReadMs)
    if ('end' in action) soon(() => session.endResponse(action.end))
    if (!('close' in action || 'terminate' in action)) return
    this.end()
    soon(() => ('close' in action ? carrier.close(...action.close) : carrier.terminate()))
  }

  #pauseRead(ms: number): void {
    const { carrier } = this.#parts
    if (carrier.pauseRead) carrier.pauseRead(ms)
    else this.#in.put(() => undefined, { ...AT_ONCE, delayMs: ms })
  }

  #inGaWords({ event }: Frame): { readonly type: string } {
    const { clientEvents = {} } = this.#parts.session
    const type = typeof event?.['type'] === 'string' ? event['type'] : ''
    const name = Object.hasOwn(clientEvents, type) ? clientEvents[type] : undefined
    return { ...event, type: name ?? type }
  }
}

/** After what the session is just about: it speaks while it changes itself, and must not be changed then. */
const soon = (run: () => void): void => void Promise.resolve().then(run)
