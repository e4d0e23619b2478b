import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flat } from '../../src/protocol/flat.ts'
import {
  fromWire,
  toWire,
  type SessionSettings,
  type WireSession,
} from '../../src/protocol/settings.ts'
import { omit } from '../../src/protocol/settingChanges.ts'
import { asInPreview } from '../../src/simulator/dialects/asInPreview.ts'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import type { Said } from '../../src/simulator/engine/Wire.ts'
import frames from '../protocol/frames/gaServer.json' with { type: 'json' }
import { settings } from '../protocol/clientEventArbitrary.ts'
import { simulated } from './support/simulated.ts'

const dialects = [ga, preview2024, preview2025, voiceLive()].map((one) => [one.name, one] as const)
const flats = dialects.slice(1)

/** JSON has the types of its texts only as text. */
const said = (frame: object) => frame as Said & { readonly event_id: string }

const UNSAID: Readonly<Record<string, readonly string[]>> = {
  preview: ['conversation.item.done'],
  'preview 2024-10': [
    'conversation.item.done',
    'conversation.item.input_audio_transcription.delta',
  ],
  'Voice Live': ['conversation.item.done', 'rate_limits.updated'],
}

describe.each(flats)('what %s says and our client reads', (name, dialect) => {
  const read = (frame: object) => dialect.write(said(frame)).map((written) => flat.decode(written))
  const isUnsaid = ({ type }: { readonly type: string }) => UNSAID[name]?.includes(type) === true
  // The session of 2024 lacks fields; it has tests of its own.
  const isWhole = ({ type }: { readonly type: string }) =>
    name !== 'preview 2024-10' || type !== 'session.created'
  const rows = frames.map((frame) => [frame.event_id, frame.type, frame] as const)

  it.each(rows.filter(([, , frame]) => !isUnsaid(frame) && isWhole(frame)))(
    'is what GA would have said: %s %s',
    (_id, _type, frame) => {
      const expected = name === 'Voice Live' ? frame : asInPreview(frame)
      expect(read(frame)).toMatchObject([expected])
    },
  )

  it.each(rows.filter(([, , frame]) => isUnsaid(frame)))('has no word for %s %s', (...row) => {
    expect(read(row[2])).toEqual([])
  })
})

describe('settings of our client', () => {
  const inForce = (session: unknown) => fromWire(Object(session) as WireSession, {})
  /** Only GA has an idle timeout. */
  const shared = ({ turnDetection, ...rest }: SessionSettings) => ({
    ...rest,
    turnDetection: turnDetection && omit({ ...turnDetection } as object, ['idleTimeoutMs']),
  })

  it.each([
    ['preview', preview2025],
    ['Voice Live', voiceLive()],
  ])('are understood by %s as they are by GA', (_name, dialect) => {
    fc.assert(
      fc.property(settings, (asked) => {
        const wire = toWire({ voice: 'alloy', turnDetection: null, ...asked })
        const there = simulated({ dialect })
        there.say(flat.encode({ type: 'session.update', session: wire }))
        const here = simulated()
        here.say({ type: 'session.update', session: wire })
        const answer = flat.decode(there.last('session.updated'))
        const { session } = Object(answer) as { readonly session: unknown }
        expect(inForce(session)).toMatchObject(
          shared(inForce(here.last('session.updated').session)),
        )
      }),
      { numRuns: 60 },
    )
  })

  it.each(flats)('are words again when %s tells them', (_name, dialect) => {
    const { events } = simulated({ dialect })
    const { session } = flat.decode(events[0]) as { readonly session: WireSession }
    expect(inForce(session)).toMatchObject({
      voice: 'alloy',
      output: 'audio',
      turnDetection: { type: 'server_vad', threshold: 0.5 },
      inputTranscription: null,
    })
  })
})

const SPEECH = 'input_audio_buffer.speech_started'

/** Base64, which is taken with no word. */
function isSound(value: unknown): boolean {
  try {
    return typeof value === 'string' && atob(value).length >= 0
  } catch {
    return false
  }
}

/** What an event is answered with that is carried out. */
const ANSWERS: Readonly<Record<string, string>> = {
  'session.update': 'session.updated',
  'input_audio_buffer.clear': 'input_audio_buffer.cleared',
  'conversation.item.create': 'conversation.item.created',
  'response.create': 'response.created',
}

describe.each(dialects)('whatever a client of %s sends', (_name, dialect) => {
  const types = Object.keys(dialect.clientEvents)
  const fields = fc.constantFrom(
    ...['audio', 'voice', 'turn_detection', 'input_audio_format', 'tools', 'tool_choice', 'input'],
    ...['output_modalities', 'modalities', 'metadata', 'temperature', '__proto__', 'type'],
  )
  const message = (text: unknown) => ({
    ...{ type: 'message', role: 'user' },
    content: [{ type: 'input_text', text }],
  })
  const payload = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fields, fc.jsonValue()),
    fc.jsonValue().map(message),
    fc.constant({}),
  )
  const answerTo = (type: string) => {
    const answer = ANSWERS[type]
    return dialect === ga && answer === 'conversation.item.created'
      ? 'conversation.item.added'
      : answer
  }

  it('is answered, and breaks nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), payload, (type, junk) => {
        const { session, by, configure, last, events } = simulated({ dialect })
        const before = events[0]?.session
        const given = { session: junk, response: junk, item: junk, audio: junk }
        const said = by(() => session.receive({ type, ...given, item_id: junk }))
        const [answer] = said
        if (type === 'input_audio_buffer.append' && isSound(junk))
          expect(['nothing', SPEECH]).toContain(answer?.type ?? 'nothing')
        else expect(['error', answerTo(type)]).toContain(answer?.type)
        if (answer?.type === 'error') expect(said).toHaveLength(1)
        configure(dialect === ga ? { type: 'realtime' } : {})
        const wanted = answer?.type === 'session.updated' ? answer.session : before
        expect(last('session.updated').session).toEqual(wanted)
        session.close()
      }),
      { numRuns: 300 },
    )
  })
})
