import { describe, expect, it } from 'vitest'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated } from './support/simulated.ts'

const flats = [preview2024, preview2025, voiceLive()].map((one) => [one.name, one] as const)
const dialects = Object.fromEntries(flats)

describe('a response that cannot be asked for', () => {
  const missing = 'missing_required_parameter'
  const unknown = 'unknown_parameter'
  const part = (role: string, type: string) => ({
    input: [{ type: 'message', role, content: [{ type, text: 'x', audio: 'AAAA' }] }],
  })
  const pairs = (count: number, key = 'k', value = 'v') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${key}${index}`, value]))

  it.each([
    ['GA', { voice: 'alloy' }, unknown, 'response.voice'],
    ['GA', { audio: { output: { voice: 'dan' } } }, 'invalid_value', 'response.audio.output.voice'],
    ['GA', { tool_choice: 'maybe' }, 'invalid_value', 'response.tool_choice'],
    ['GA', { tools: [{ type: 'function' }] }, missing, 'response.tools[0].name'],
    ['GA', { metadata: pairs(17) }, 'invalid_value', 'response.metadata'],
    ['GA', { metadata: { a: 5 } }, 'invalid_value', 'response.metadata.a'],
    ['GA', { metadata: pairs(1, 'k'.repeat(64)) }, 'invalid_value', 'response.metadata'],
    ['GA', { metadata: { a: 'v'.repeat(513) } }, 'invalid_value', 'response.metadata.a'],
    ['GA', part('assistant', 'input_text'), 'invalid_value', 'response.input[0].content[0].type'],
    ['preview', { output_modalities: ['text'] }, unknown, 'response.output_modalities'],
    ['preview', { max_output_tokens: 5 }, unknown, 'response.max_output_tokens'],
    ['preview', { modalities: ['audio'] }, 'invalid_value', 'response.modalities'],
    ['preview', { temperature: 2 }, 'invalid_value', 'response.temperature'],
    ['preview', { metadata: pairs(17) }, 'invalid_value', 'response.metadata'],
    ['preview', { voice: 'dan' }, 'invalid_value', 'response.voice'],
    [
      'preview',
      part('assistant', 'output_text'),
      'invalid_value',
      'response.input[0].content[0].type',
    ],
    ['preview', { input: [{ type: 'item_reference' }] }, missing, 'response.input[0].id'],
    ['preview', { commit: true }, unknown, 'response.commit'],
    ['preview 2024-10', { append_input_items: [] }, unknown, 'response.append_input_items'],
    ['preview 2024-10', { commit: 'yes' }, 'invalid_value', 'response.commit'],
    ['Voice Live', { temperature: 1.1 }, 'invalid_value', 'response.temperature'],
    ['Voice Live', { audio: { output: {} } }, unknown, 'response.audio'],
    ['Voice Live', { voice: { type: 'openai' } }, missing, 'response.voice.name'],
  ])('is refused by %s: %j', (name, response, code, param) => {
    const { say, last, all } = simulated({ dialect: dialects[name] })
    say({ type: 'response.create', response, event_id: 'mine' })
    expect(last('error').error).toMatchObject({ code, param, event_id: 'mine' })
    expect(all('response.created')).toHaveLength(0)
  })

  it.each(flats)('names its voice as %s does, once there was sound', async (_name, dialect) => {
    const { say, configure, last, clock } = simulated({ dialect })
    say({ type: 'response.create' })
    await clock.advance(5000)
    say({ type: 'response.create', response: { voice: 'echo' } })
    expect(last('error').error).toMatchObject({
      code: 'cannot_update_voice',
      param: 'response.voice',
    })
    configure({ voice: 'echo' })
    expect(last('error').error).toMatchObject({
      code: 'cannot_update_voice',
      param: 'session.voice',
    })
  })
})

describe('a response that differs from its session', () => {
  it.each(flats)('is asked for in the words of %s', async (_name, dialect) => {
    const { say, last, clock } = simulated({ dialect })
    const asked = {
      modalities: ['text'],
      voice: 'echo',
      output_audio_format: 'g711_ulaw',
      metadata: { purpose: 'test' },
      conversation: 'none',
      input: [
        { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Earlier.' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'And now?' }] },
      ],
    }
    say({ type: 'response.create', response: { ...asked, max_response_output_tokens: 99 } })
    await clock.advance(5000)
    expect(last('response.done').response).toMatchObject({
      status: 'completed',
      conversation_id: null,
      modalities: ['text'],
      voice: 'echo',
      output_audio_format: 'g711_ulaw',
      max_output_tokens: 99,
      metadata: { purpose: 'test' },
    })
  })

  it('may be asked for as the specification of 2024 has it', () => {
    const { say, all } = simulated({ dialect: preview2024 })
    const response = { commit: true, cancel_previous: true, max_output_tokens: 99 }
    say({ type: 'response.create', response })
    expect(all('error')).toHaveLength(0)
    expect(all('response.created')[0]?.response).toMatchObject({ max_output_tokens: 99 })
  })
})

describe('an item', () => {
  const of = (role: string, part: object) => ({
    type: 'conversation.item.create',
    item: { type: 'message', role, content: [part] },
  })

  it.each(flats)('of the assistant is text and no output_text, in %s', (_name, dialect) => {
    const { say, last } = simulated({ dialect })
    say(of('assistant', { type: 'text', text: 'Hi.' }))
    expect(last('conversation.item.created').item).toMatchObject({
      role: 'assistant',
      content: [{ type: 'text', text: 'Hi.' }],
    })
    say(of('assistant', { type: 'output_text', text: 'Hi.' }))
    expect(last('error').error).toMatchObject({
      code: 'invalid_value',
      message: "Invalid value: 'output_text'. Supported values are: 'text'.",
      param: 'item.content[0].type',
    })
    say(of('assistant', { type: 'audio', audio: 'AAAA' }))
    expect(last('error').error.message).toContain("'audio'")
  })

  it.each([
    ['preview 2024-10', 'error'],
    ['preview', 'error'],
    ['Voice Live', 'conversation.item.created'],
    ['GA', 'conversation.item.done'],
  ])('with a picture is, in %s, answered with %s', (name, answer) => {
    const { say, events } = simulated({ dialect: dialects[name] })
    say(of('user', { type: 'input_image', image_url: 'data:image/png;base64,AAAA' }))
    expect(events.at(-1)?.type).toBe(answer)
  })
})

describe('an event', () => {
  it.each([
    ['preview 2024-10', 'conversation.item.retrieve', 'invalid_value'],
    ['preview', 'conversation.item.retrieve', 'item_retrieve_invalid_item_id'],
    ['Voice Live', 'conversation.item.retrieve', 'item_retrieve_invalid_item_id'],
    ['preview 2024-10', 'transcription_session.update', 'invalid_value'],
    ['preview', 'transcription_session.update', null],
    ['Voice Live', 'transcription_session.update', 'invalid_value'],
    ['GA', 'transcription_session.update', 'invalid_value'],
    ['GA', 'output_audio_buffer.clear', 'invalid_value'],
  ])('in %s of type %s is refused with %s', (name, type, code) => {
    const { say, last } = simulated({ dialect: dialects[name] })
    say({ type, item_id: 'nobody', session: {} })
    expect(last('error').error.code).toBe(code)
  })

  it('for a session that only transcribes is refused with the words of the live service', () => {
    const { say, last } = simulated({ dialect: preview2025 })
    say({ type: 'transcription_session.update', session: {} })
    expect(last('error').error.message).toBe(
      'Passing a transcription session update event to a realtime session is not allowed.',
    )
  })
})
