import { describe, expect, it } from 'vitest'
import { flat, flatAt } from '../../src/protocol/flat.ts'
import { eventToFlat, eventToGa } from '../../src/protocol/flatEvents.ts'
import { GAPS, missingOf } from '../../src/protocol/flatGaps.ts'

const toFlat = (session: object) => eventToFlat({ type: 'session.update', session })['session']
const toGa = (session: object) => eventToGa({ type: 'session.updated', session })['session']
const output = (fields: object) => ({ audio: { output: fields } })

describe('an event that flat has no other word for', () => {
  it.each([{ session: { voice: 'alloy' } }, { type: 7, session: { voice: 'alloy' } }])(
    'stays as it is where it has no name: %j',
    (frame) => {
      expect(flat.decode(frame)).toBe(frame)
      expect(eventToFlat(frame)).toBe(frame)
    },
  )

  it('stays as it is where its name begins as those of sessions do', () => {
    const connect = { type: 'session.avatar.connect', client_sdp: 'v=0' }
    expect(eventToFlat(connect)).toEqual(connect)
    expect(flat.decode(connect)).toEqual(connect)
  })

  it('is not named twice where it is flat already', () => {
    const type = 'transcription_session.update'
    const event = eventToFlat({ type, session: { type: 'transcription' } })
    expect(event).toEqual({ type, session: {} })
  })
})

it('the wish of a client for a session that only transcribes is read', () => {
  expect(eventToGa({ type: 'transcription_session.update', session: {} })).toEqual({
    type: 'session.update',
    session: { type: 'transcription' },
  })
})

it('nothing is missing of a session that is none', () => {
  for (const session of [undefined, null, 'x', []])
    expect(missingOf(GAPS.in2024, session)).toEqual([])
})

it('is called flat in every version', () => {
  const first = flatAt('wss://h/openai/realtime?api-version=2024-10-01-preview')
  expect([flat.name, first.name]).toEqual(['flat', 'flat'])
})

describe('parts of an answer', () => {
  const strange = [null, 'x', 7, {}, { type: 7 }, { type: ['text'] }, { type: 'hologram', hue: 3 }]
  const message = (part: object) => ({
    type: 'message',
    role: 'assistant',
    content: [...strange, part],
  })

  it('that nobody knows stay as they are, beside one that has another name', () => {
    const type = 'conversation.item.created'
    const frame = { type, item: message({ type: 'text', text: 'Hi' }) }
    const event = {
      type: 'conversation.item.added',
      item: message({ type: 'output_text', text: 'Hi' }),
    }
    expect(flat.decode(frame)).toEqual(event)
    expect(eventToFlat(event)).toEqual(frame)
  })
})

describe('a session with words that nobody knows', () => {
  it('keeps a kind that is none, for whoever reads it to refuse', () => {
    expect(toGa({ type: 'hologram', voice: 'alloy' })).toEqual({
      type: 'hologram',
      ...output({ voice: 'alloy' }),
    })
    expect(toFlat({ type: 'hologram' })).toEqual({ type: 'hologram' })
    expect(toFlat({ type: 'realtime' })).toStrictEqual({})
    expect(toFlat({ instructions: 'x' })).toStrictEqual({ instructions: 'x' })
  })

  it.each([[7], [['image']], [['text', 'audio']], [['text']]])(
    'says modalities as they are where they need no other word: %j',
    (output_modalities) => {
      expect(toFlat({ output_modalities })).toEqual({ modalities: output_modalities })
    },
  )

  it.each([null, 'mp3', 7, ['audio/pcm'], { type: 'audio/opus' }, { rate: 24_000 }])(
    'keeps the format %j',
    (format) => {
      expect(toFlat(output({ format }))).toEqual({ output_audio_format: format })
      expect(toGa({ output_audio_format: format })).toEqual({
        type: 'realtime',
        ...output({ format }),
      })
    },
  )

  it('does not take a list of one word for the word', () => {
    expect(toGa({ output_audio_format: ['pcm16'] })).toMatchObject(output({ format: ['pcm16'] }))
  })

  it('leaves a rate beside a format that has none', () => {
    const session = { input_audio_format: 'g711_ulaw', input_audio_sampling_rate: 8000 }
    expect(toGa(session)).toEqual({
      type: 'realtime',
      input_audio_sampling_rate: 8000,
      audio: { input: { format: { type: 'audio/pcmu' } } },
    })
  })
})

describe('a choice of tools', () => {
  const mcp = { type: 'mcp', name: 'search', server_label: 'docs' }

  it('that is no function is not nested for the first preview', () => {
    const first = flatAt('wss://h/openai/realtime?api-version=2024-10-01-preview')
    const event = { type: 'session.update', session: { tool_choice: mcp } } as const
    expect(first.encode(event)).toEqual(event)
  })

  it('that is no function is not read as one', () => {
    const choice = { type: 'custom', function: { name: 'f' } }
    expect(toGa({ tool_choice: choice })).toEqual({ type: 'realtime', tool_choice: choice })
  })

  it('with a nested name is read in a response too', () => {
    const tool_choice = { type: 'function', function: { name: 'f' } }
    const frame = { type: 'response.created', response: { id: 'r', tool_choice } }
    expect(flat.decode(frame)).toEqual({
      type: 'response.created',
      response: { id: 'r', tool_choice: { type: 'function', name: 'f' } },
    })
  })
})
