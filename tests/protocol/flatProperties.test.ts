import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flat } from '../../src/protocol/flat.ts'
import { eventToFlat, eventToGa } from '../../src/protocol/flatEvents.ts'
import { clientEvents } from './clientEventArbitrary.ts'

/** As it arrives: without what JSON leaves out. */
const sent = (event: object): unknown => JSON.parse(JSON.stringify(event))
const read = (frame: unknown) => eventToGa(Object(frame) as Record<string, unknown>)

describe('encoding', () => {
  it.each(clientEvents)('%s loses nothing on its way to a flat service', (_type, events) => {
    fc.assert(
      fc.property(events, (event) => {
        expect(sent(read(sent(flat.encode(event))))).toEqual(sent(event))
      }),
    )
  })

  it.each(clientEvents)('%s holds no word that only GA has', (_type, events) => {
    fc.assert(
      fc.property(events, (event) => {
        const names: string[] = []
        JSON.stringify(flat.encode(event), (name, value: unknown) => {
          names.push(name)
          return value
        })
        expect(names).not.toContain('output_modalities')
        expect(names).not.toContain('max_output_tokens')
        if (event.type === 'session.update') expect(names).not.toContain('audio')
      }),
    )
  })
})

describe('decoding', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...TYPES), (junk, type) => {
        flat.decode(junk)
        const frame = { type, session: junk, item: junk, response: junk, index: junk, part: junk }
        expect(flat.decode(frame)).toHaveProperty('type')
        for (const field of FIELDS) {
          const within = { type, session: { [field]: junk }, response: { [field]: junk } }
          flat.decode({ ...within, item: { role: 'assistant', [field]: junk } })
          expect(eventToFlat(within)).toHaveProperty('type')
        }
      }),
    )
  })

  it('answers unchanged what it does not know', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const frame = { type: 'response.animation_viseme.delta', viseme: value }
        expect(flat.decode(frame)).toEqual(frame)
        expect(flat.decode([value])).toEqual([value])
      }),
    )
    for (const nothing of [null, undefined, 5, 'text', {}, { type: 7 }, { type: 'constructor' }])
      expect(flat.decode(nothing)).toEqual(nothing)
  })

  it('does not write into what it is given', () => {
    const part = Object.freeze({ type: 'audio' })
    const item = Object.freeze({ role: 'assistant', content: Object.freeze([part]) })
    const session = Object.freeze({ voice: 'alloy', audio: Object.freeze({}) })
    const frame = Object.freeze({ type: 'session.updated', session, item })
    expect(() => flat.decode(frame)).not.toThrow()
  })

  it('is not fooled by a key that every object has', () => {
    const frame: unknown = JSON.parse(
      '{"type":"session.updated","session":{"__proto__":{"voice":"echo"},"audio":{"__proto__":{}}}}',
    )
    const event = flat.decode(frame)
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
    expect(event).not.toMatchObject({ session: { audio: { output: { voice: 'echo' } } } })
  })
})

const TYPES = [
  'session.updated',
  'transcription_session.updated',
  'conversation.item.created',
  'conversation.item.truncated',
  'response.text.done',
  'response.done',
  'response.create',
]
const FIELDS = [
  ...['modalities', 'tool_choice', 'turn_detection', 'voice', 'audio', 'output', 'input'],
  ...['input_audio_format', 'output_audio_format', 'input_audio_sampling_rate', 'content', 'type'],
]
