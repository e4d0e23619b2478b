import { expect } from 'vitest'
import { flat } from '../../../src/protocol/flat.ts'
import { parse } from '../../../src/protocol/serverEvents.ts'
import { ga } from '../../../src/simulator/dialects/ga.ts'
import { SimulatedSession } from '../../../src/simulator/engine/SimulatedSession.ts'
import type { SimulatedSessionOptions } from '../../../src/simulator/engine/SimulatedSessionOptions.ts'
import type { Brain, Reply } from '../../../src/simulator/brain/Brain.ts'
import type { Heard } from './Heard.ts'
import { FakeClock } from './FakeClock.ts'
import { LoudnessHearing, sound, steadyVoice } from './parts.ts'

/** Always answers the same. */
export const saying = (...reply: Reply): Brain => ({ answer: () => reply })

/** A session of the engine on a clock of its own, and all that it said. */
export function simulated(options: Partial<SimulatedSessionOptions> = {}) {
  const clock = new FakeClock()
  const events: Heard[] = []
  const logged: string[] = []
  let ids = 0
  const session = new SimulatedSession({
    brain: saying({ say: 'This is the answer.' }),
    voice: steadyVoice,
    createHearing: () => new LoudnessHearing(),
    clock,
    random: () => ((ids++ * 7919) % 1000) / 1000,
    log: (line) => logged.push(line),
    ...options,
    send(frame, event) {
      // What our own client cannot read, the simulator must not say.
      expect(parse(event).type).not.toBe('invalid')
      const isFlat = (options.dialect ?? ga) !== ga
      expect(parse(isFlat ? flat.decode(frame) : frame).type).not.toBe('invalid')
      events.push(frame as unknown as Heard)
    },
  })
  session.open()
  const all = (type: string) => events.filter((event) => event.type === type)
  return {
    session,
    clock,
    events,
    logged,
    all,
    last: (type: string): Heard => {
      const event = all(type).at(-1)
      if (!event) throw new Error(`no ${type} among ${types(events).join(', ')}`)
      return event
    },
    say: (event: object) => session.receive(event),
    update: (session: object) => say(session),
    /** A `session.update` in the words of any dialect. */
    configure: (asked: unknown) => session.receive({ type: 'session.update', session: asked }),
    append: (ms: number, loudness?: number) =>
      session.receive({ type: 'input_audio_buffer.append', audio: sound(ms, loudness) }),
    type: (text: string, more: object = {}) => session.receive({ ...typed(text), ...more }),
    /** What was said by this, and nothing before. */
    by: (act: () => void): Heard[] => {
      const from = events.length
      act()
      return events.slice(from)
    },
  }

  function say(update: object) {
    session.receive({ type: 'session.update', session: { type: 'realtime', ...update } })
  }
}

export const typed = (text: string, role = 'user') => ({
  type: 'conversation.item.create',
  item: {
    type: 'message',
    role,
    content: [{ type: role === 'assistant' ? 'output_text' : 'input_text', text }],
  },
})

export const pushToTalk = { audio: { input: { turn_detection: null } } }

export const types = (events: readonly Heard[]) => events.map(({ type }) => type)

/** The types with runs of deltas told once, in whatever order sound and words came. */
export const shape = (events: readonly Heard[]) => {
  const names = types(events).map((type) =>
    /response\.(output_)?audio(_transcript)?\.delta$/.test(type) ? 'sound and words' : type,
  )
  return names.filter((name, index) => name !== names[index - 1])
}
