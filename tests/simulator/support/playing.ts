import { partner, type PartnerOptions } from '../../../src/simulator/brain/partner.ts'
import { SimulatedSession } from '../../../src/simulator/engine/SimulatedSession.ts'
import { Faults } from '../../../src/simulator/faults/Faults.ts'
import { FakeClock } from './FakeClock.ts'
import type { Heard } from './Heard.ts'
import { LoudnessHearing, sound, steadyVoice } from './parts.ts'
import { typed } from './simulated.ts'

/** Long enough for every answer at four times real time. */
const ANSWER_MS = 20_000

/** A partner on a line with its faults, on a clock of its own: what a client hears of it. */
export function playing(options: PartnerOptions) {
  const clock = new FakeClock()
  const events: Heard[] = []
  const logged: string[] = []
  let end: string | null = null
  const log = (line: string) => logged.push(line)
  const { faults: own, ...partnered } = partner({ ...options, log })
  const session = new SimulatedSession({
    ...partnered,
    voice: steadyVoice,
    createHearing: () => new LoudnessHearing(),
    clock,
    log,
    send: (frame, event) => line.sent(frame, event),
    onFault: (action) => line.reply(action),
  })
  const faults = new Faults({ clock })
  const line = faults.forLine({
    rules: own.flatMap((fault) => faults.asked(fault)),
    carrier: {
      send: (text) => events.push(JSON.parse(text) as Heard),
      close: (code, reason) => (end = `${code} ${reason}`),
      terminate: () => (end = 'cut'),
    },
    session: {
      id: session.id,
      receive: (text) => session.receiveText(text),
      endResponse: (fault) => session.endResponse(fault),
    },
  })
  session.open()
  const say = (event: object) => line.received(JSON.stringify(event))

  /** What comes of it, answer and all. */
  const after = async (act: () => void) => {
    const from = events.length
    act()
    await clock.advance(ANSWER_MS)
    return new Told(events.slice(from))
  }
  return {
    say,
    logged,
    events,
    lineEnd: () => end,
    update: (asked: object) =>
      say({ type: 'session.update', session: { type: 'realtime', ...asked } }),
    ask: () => after(() => say({ type: 'response.create' })),
    type: (text: string) =>
      after(() => {
        say(typed(text))
        say({ type: 'response.create' })
      }),
    speak: (ms: number) =>
      after(() => {
        say({ type: 'input_audio_buffer.append', audio: sound(ms) })
        say({ type: 'input_audio_buffer.append', audio: sound(20, 0) })
      }),
    giveOutput: (callId: string, output: string) =>
      after(() => {
        const item = { type: 'function_call_output', call_id: callId, output }
        say({ type: 'conversation.item.create', item })
        say({ type: 'response.create' })
      }),
  }
}

/** What came of one turn. */
class Told {
  readonly events: readonly Heard[]

  constructor(events: readonly Heard[]) {
    this.events = events
  }

  get types(): readonly string[] {
    return this.events.map(({ type }) => type)
  }

  get said(): string {
    return this.#text('response.output_audio_transcript.done')
  }

  get written(): string {
    return this.#text('conversation.item.input_audio_transcription.completed')
  }

  get response(): Heard['response'] {
    const done = this.events.find(({ type }) => type === 'response.done')
    if (!done) throw new Error(`no answer among ${this.types.join(', ')}`)
    return done.response
  }

  #text(type: string): string {
    return this.events
      .filter((event) => event.type === type)
      .map(({ transcript }) => transcript)
      .join(' ')
  }
}
