import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../src/protocol/serverEvents.ts'

describe('parse', () => {
  it('knows an event and keeps the fields that it does not know', () => {
    const frame = {
      type: 'response.output_audio.delta',
      event_id: 'e1',
      response_id: 'r1',
      item_id: 'i1',
      content_index: 0,
      delta: 'AAAA',
      obfuscation: 'xyz',
    }
    expect(parse(frame)).toEqual(frame)
  })

  it('passes on a word that is younger than we are', () => {
    expect(parse({ type: 'response.hologram.delta', item_id: 'i1' })).toEqual({
      type: 'unknown',
      raw: { type: 'response.hologram.delta', item_id: 'i1' },
    })
  })

  it.each([
    [null, 'not an object'],
    [[], 'not an object'],
    ['hello', 'not an object'],
    [{}, 'without a type'],
    [{ type: 7 }, 'without a type'],
    [{ type: 'response.created' }, 'response.created with a wrong response'],
    [{ type: 'response.created', response: { id: 7 } }, 'response.created with a wrong response'],
    [
      { type: 'response.output_audio.delta', response_id: 'r', item_id: 'i', delta: 7 },
      'response.output_audio.delta with a wrong delta',
    ],
    [
      {
        type: 'conversation.item.added',
        item: { id: 'i', type: 'message', role: 'user', content: [null] },
      },
      'conversation.item.added with a wrong item',
    ],
    [{ type: 'error', error: { message: 'x', param: 5 } }, 'error with a wrong error'],
    [
      { type: 'session.updated', session: { output_modalities: 3 } },
      'session.updated with a wrong session',
    ],
    [
      { type: 'session.updated', session: { audio: { input: { turn_detection: 5 } } } },
      'session.updated with a wrong session',
    ],
    [
      {
        type: 'session.updated',
        session: { audio: { input: { turn_detection: { threshold: 'high' } } } },
      },
      'session.updated with a wrong session',
    ],
    [
      { type: 'session.created', session: { expires_at: 'soon' } },
      'session.created with a wrong session',
    ],
    [
      { type: 'response.done', response: { id: 'r', output: [null] } },
      'response.done with a wrong response',
    ],
  ])('says what is wrong with %j', (frame, problem) => {
    const event = parse(frame)
    expect(event).toMatchObject({ type: 'invalid', problem: expect.stringContaining(problem) })
  })

  it('is not fooled by words that every object has', () => {
    for (const type of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(parse({ type })).toMatchObject({ type: 'unknown' })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (junk, type) => {
        expect(parse(junk)).toHaveProperty('type')
        expect(
          parse({ type, session: junk, item: junk, response: junk, error: junk }),
        ).toHaveProperty('type')
      }),
    )
  })
})
