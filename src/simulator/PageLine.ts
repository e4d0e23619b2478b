import { partner } from './brain/partner.ts'
import { systemClock } from './engine/Clock.ts'
import { SimulatedSession } from './engine/SimulatedSession.ts'
import { Faults } from './faults/Faults.ts'
import type { FaultyLine } from './faults/FaultyLine.ts'
import type { FromSimulator, PageSettings } from './pageMessages.ts'
import { sileroEars } from './sileroEars.ts'
import { PortVoice, type SpeechGiven } from './voice/PortVoice.ts'

export interface PageLineOptions {
  readonly settings: PageSettings
  readonly weights: Float64Array
  readonly post: (message: FromSimulator) => void
}

/** What a socket says that was cut with no word, or refused. */
const NO_WORD = 1006

/** A simulated session, and the line that joins it to its page. */
export class PageLine {
  readonly #post: (message: FromSimulator) => void
  readonly #voice: PortVoice
  readonly #session: SimulatedSession
  readonly #line: FaultyLine
  #stopWaiting: () => void = () => undefined

  constructor({ settings, weights, post }: PageLineOptions) {
    this.#post = post
    this.#voice = new PortVoice(post)
    const log = (line: string) => post({ type: 'log', line })
    const { model, clips, sessionTtlMs, hasVoice } = settings
    const { faults: own, ...partnered } = partner({ ...settings, log })
    this.#session = new SimulatedSession({
      ...partnered,
      ...{ model, clips, sessionTtlMs },
      voice: hasVoice ? this.#voice : null,
      createHearing: sileroEars(weights),
      send: (frame, event) => this.#line.sent(frame, event),
      onFault: (action) => this.#line.reply(action),
      hangUp: (code, reason) => this.#line.hangUp(code, reason),
      log,
    })
    const faults = new Faults({ rules: [...settings.faults, ...own], log })
    this.#line = faults.forLine({
      carrier: {
        send: (text) => post({ type: 'frame', text }),
        close: (code, reason) => this.#end(code, reason),
        terminate: () => this.#end(NO_WORD, ''),
      },
      session: {
        id: this.#session.id,
        receive: (text) => this.#session.receiveText(text),
        endResponse: (fault) => this.#session.endResponse(fault),
      },
    })
    this.#admit(faults)
  }

  receive(text: string): void {
    this.#line.received(text)
  }

  hear(given: SpeechGiven): void {
    this.#voice.hear(given)
  }

  /** Ends its timers, which matter where it runs in the page itself: a Worker is ended as a whole. */
  close(): void {
    this.#stopWaiting()
    this.#line.end()
    this.#session.close()
  }

  #admit(faults: Faults): void {
    const fate = faults.upgrade()
    if (fate.type === 'hang') return
    this.#stopWaiting = systemClock.after(fate.delayMs, () => {
      // A page is never told why its line was refused: neither is one that asked for a socket.
      if (fate.type !== 'pass') return this.#end(NO_WORD, '')
      this.#post({ type: 'opened' })
      this.#session.open()
    })
  }

  #end(code: number, reason: string): void {
    this.close()
    this.#post({ type: 'closed', code, reason })
  }
}
