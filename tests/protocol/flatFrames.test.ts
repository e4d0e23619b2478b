import { describe, expect, it } from 'vitest'
import { flat } from '../../src/protocol/flat.ts'
import { eventToFlat, eventToGa } from '../../src/protocol/flatEvents.ts'
import { parse } from '../../src/protocol/serverEvents.ts'
import flatClient from './frames/flatClient.json' with { type: 'json' }
import flatServer from './frames/flatServer.json' with { type: 'json' }
import gaServer from './frames/gaServer.json' with { type: 'json' }

describe('an item', () => {
  const message = (role: string, ...types: string[]) => ({
    id: 'i',
    type: 'message',
    role,
    content: types.map((type) => ({ type })),
  })

  it.each([
    ['assistant', ['text', 'audio'], ['output_text', 'output_audio']],
    ['user', ['input_text', 'input_audio'], ['input_text', 'input_audio']],
    ['user', ['text', 'audio'], ['text', 'audio']],
    ['system', ['input_text'], ['input_text']],
  ])('of the %s has the parts %j where GA has %j', (role, parts, gaParts) => {
    const items = [message(role, ...parts)]
    const gaItems = [message(role, ...gaParts)]
    const [item, gaItem] = [items[0], gaItems[0]]
    const pairs = [
      [
        { type: 'response.output_item.done', item },
        { type: 'response.output_item.done', item: gaItem },
      ],
      [
        { type: 'response.done', response: { output: items } },
        { type: 'response.done', response: { output: gaItems } },
      ],
      [
        { type: 'response.create', response: { input: items } },
        { type: 'response.create', response: { input: gaItems } },
      ],
    ] as const
    for (const [frame, event] of pairs) {
      expect(flat.decode(frame)).toEqual(event)
      expect(eventToFlat(event)).toEqual(frame)
    }
  })

  it('leaves the part of an event alone: it says text and audio in both', () => {
    const event = { type: 'response.content_part.done', part: { type: 'audio', transcript: 'x' } }
    expect(flat.decode(event)).toEqual(event)
    expect(eventToFlat(event)).toEqual(event)
  })
})

describe('a response', () => {
  const spoken = {
    output_modalities: ['audio'],
    audio: { output: { voice: 'alloy', format: { type: 'audio/pcm', rate: 24_000 } } },
  }
  const flatSpoken = {
    modalities: ['text', 'audio'],
    voice: 'alloy',
    output_audio_format: 'pcm16',
  }

  it('is asked for with one name for its limit, and answered with another', () => {
    expect(
      eventToFlat({ type: 'response.create', response: { ...spoken, max_output_tokens: 9 } }),
    ).toEqual({
      type: 'response.create',
      response: { ...flatSpoken, max_response_output_tokens: 9 },
    })
    const answer = { type: 'response.done', response: { ...flatSpoken, max_output_tokens: 9 } }
    const gaAnswer = { type: 'response.done', response: { ...spoken, max_output_tokens: 9 } }
    expect(eventToFlat(gaAnswer)).toEqual(answer)
    expect(flat.decode(answer)).toEqual(gaAnswer)
  })
})

describe('frames', () => {
  it.each(flatServer.map((frame) => [frame.type, frame] as const))(
    'of a flat service are known when they are read: %s',
    (_type, frame) => {
      const event = parse(flat.decode(frame))
      expect(event).not.toMatchObject({ type: expect.stringMatching(/^(invalid|unknown)$/) })
    },
  )

  it.each(flatClient.map((frame) => [frame.type, frame] as const))(
    'of a flat client come back as they were: %s',
    (_type, frame) => {
      expect(eventToFlat(eventToGa(frame))).toEqual(frame)
    },
  )

  it.each(gaServer.map((event) => [event.event_id, event.type, event] as const))(
    'of GA come back as they were: %s %s',
    (_id, _type, event) => {
      expect(flat.decode(eventToFlat(event))).toEqual(event)
    },
  )
})
