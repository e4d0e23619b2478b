import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownServerEventTypes, parse } from '../../src/protocol/serverEvents.ts'

const functionCall = (fields: object) => ({
  id: 'i',
  type: 'function_call',
  call_id: 'c',
  name: 'f',
  arguments: '{}',
  ...fields,
})

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
    [{ type: 'error', error: 'no' }, 'error with a wrong error'],
    [{ type: 'session.updated', session: [] }, 'session.updated with a wrong session'],
    [
      { type: 'conversation.item.added', item: { id: 'i', type: 'message', role: 'nobody' } },
      'conversation.item.added with a wrong item',
    ],
    [
      { type: 'response.output_item.done', response_id: 'r', item: functionCall({ call_id: 7 }) },
      'response.output_item.done with a wrong item',
    ],
  ])('says what is wrong with %j', (frame, problem) => {
    const event = parse(frame)
    expect(event).toMatchObject({ type: 'invalid', problem: expect.stringContaining(problem) })
  })

  it('is not fooled by words that every object has', () => {
    for (const type of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(parse({ type })).toMatchObject({ type: 'unknown' })
  })

  it('answers the frame itself when nothing is wrong with it', () => {
    const frame = { type: 'response.done', response: { id: 'r', output: [functionCall({})] } }
    expect(parse(frame)).toBe(frame)
  })

  it.each(['warning', 'response.animation_viseme.delta', 'session.avatar.connecting'])(
    'passes %s of Voice Live on as a stranger that nobody is warned of',
    (type) => {
      expect(parse({ type })).toEqual({ type: 'unknown', raw: { type }, isExpected: true })
    },
  )

  it('never throws, whatever it is given, fifty thousand times', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const event = parse(frame)
        expect(typeof event.type).toBe('string')
        if (event.type === 'invalid') expect(event.problem).not.toBe('')
      }),
      { numRuns: 50_000 },
    )
  })
})

const junk = fc.anything({ maxDepth: 2, maxKeys: 3, withNullPrototype: true })
const NAMES = ['session', 'item', 'response', 'error', 'item_id', 'response_id', 'delta', 'part']

/** Real names with wrong fields, made-up names, and things that are no frame at all. */
const frames = fc.oneof(
  { arbitrary: junk, weight: 1 },
  {
    arbitrary: fc
      .tuple(
        fc.oneof(fc.constantFrom(...knownServerEventTypes()), fc.string({ maxLength: 9 })),
        fc.dictionary(fc.constantFrom(...NAMES), junk, { maxKeys: 4 }),
      )
      .map(([type, fields]) => ({ ...fields, type })),
    weight: 3,
  },
)
