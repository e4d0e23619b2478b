import { describe, expect, it } from 'vitest'
import { flat } from '../../src/protocol/flat.ts'
import { eventToFlat } from '../../src/protocol/flatEvents.ts'
import type { WireSession } from '../../src/protocol/settings.ts'

const decoded = (session: object) => flat.decode({ type: 'session.updated', session })
const encoded = (session: WireSession) => flat.encode({ type: 'session.update', session })

const pcm = (rate: number) => ({ type: 'audio/pcm', rate })
const input = (fields: object) => ({ audio: { input: fields } })
const output = (fields: object) => ({ audio: { output: fields } })

describe('flat', () => {
  it.each([
    ['response.text.delta', 'response.output_text.delta'],
    ['response.text.done', 'response.output_text.done'],
    ['response.audio.delta', 'response.output_audio.delta'],
    ['response.audio.done', 'response.output_audio.done'],
    ['response.audio_transcript.delta', 'response.output_audio_transcript.delta'],
    ['response.audio_transcript.done', 'response.output_audio_transcript.done'],
    ['conversation.item.created', 'conversation.item.added'],
  ])('says %s for %s', (name, gaName) => {
    expect(flat.decode({ type: name, item_id: 'i' })).toEqual({ type: gaName, item_id: 'i' })
    expect(eventToFlat({ type: gaName, item_id: 'i' })).toEqual({ type: name, item_id: 'i' })
  })

  it.each<[object, WireSession]>([
    [{ modalities: ['text', 'audio'] }, { output_modalities: ['audio'] }],
    [{ modalities: ['text'] }, { output_modalities: ['text'] }],
    [{ voice: 'alloy' }, output({ voice: 'alloy' })],
    [
      { voice: { type: 'azure-standard', name: 'x' } },
      output({ voice: { type: 'azure-standard', name: 'x' } }),
    ],
    [{ speed: 1.2 }, output({ speed: 1.2 })],
    [{ input_audio_format: 'pcm16' }, input({ format: pcm(24_000) })],
    [{ input_audio_format: 'g711_ulaw' }, input({ format: { type: 'audio/pcmu' } })],
    [{ input_audio_format: 'g711_alaw' }, input({ format: { type: 'audio/pcma' } })],
    [
      { input_audio_format: 'pcm16', input_audio_sampling_rate: 16_000 },
      input({ format: pcm(16_000) }),
    ],
    [{ output_audio_format: 'pcm16' }, output({ format: pcm(24_000) })],
    [{ output_audio_format: 'pcm16_8000hz' }, output({ format: pcm(8000) })],
    [{ output_audio_format: 'pcm16_16000hz' }, output({ format: pcm(16_000) })],
    [{ output_audio_format: 'g711_ulaw' }, output({ format: { type: 'audio/pcmu' } })],
    [{ output_audio_format: 'g711_alaw' }, output({ format: { type: 'audio/pcma' } })],
    [{ input_audio_transcription: null }, input({ transcription: null })],
    [
      { input_audio_transcription: { model: 'whisper-1' } },
      input({ transcription: { model: 'whisper-1' } }),
    ],
    [
      { input_audio_noise_reduction: { type: 'near_field' } },
      input({ noise_reduction: { type: 'near_field' } }),
    ],
    [{ turn_detection: null }, input({ turn_detection: null })],
    [
      { turn_detection: { type: 'server_vad', threshold: 0.4 } },
      input({ turn_detection: { type: 'server_vad', threshold: 0.4 } }),
    ],
    [{ max_response_output_tokens: 'inf' }, { max_output_tokens: 'inf' }],
    [{ max_response_output_tokens: 99 }, { max_output_tokens: 99 }],
    [
      { tool_choice: { type: 'function', name: 'f' } },
      { tool_choice: { type: 'function', name: 'f' } },
    ],
    [
      { instructions: 'x', tools: [], temperature: 0.8 },
      { instructions: 'x', tools: [], temperature: 0.8 },
    ],
  ])('has %j in a session where GA has %j', (session, gaSession) => {
    expect(decoded(session)).toEqual({
      type: 'session.updated',
      session: { type: 'realtime', ...gaSession },
    })
    expect(encoded({ type: 'realtime', ...gaSession })).toEqual({ type: 'session.update', session })
  })

  it.each([
    [
      'a turn detection of type none',
      { turn_detection: { type: 'none' } },
      input({ turn_detection: null }),
    ],
    [
      'a tool choice with a nested name',
      { tool_choice: { type: 'function', function: { name: 'f' } } },
      { tool_choice: { type: 'function', name: 'f' } },
    ],
    [
      'a tool choice with a bare name',
      { tool_choice: { type: 'function', function: 'f' } },
      { tool_choice: { type: 'function', name: 'f' } },
    ],
    [
      'a session that mixes both dialects',
      { voice: 'echo', ...input({ format: pcm(24_000) }) },
      { audio: { input: { format: pcm(24_000) }, output: { voice: 'echo' } } },
    ],
    [
      'values that nobody knows',
      { modalities: 7, output_audio_format: 'mp3', voice: null },
      { output_modalities: 7, audio: { output: { format: 'mp3', voice: null } } },
    ],
  ])('reads %s', (_what, session, gaSession) => {
    expect(decoded(session)).toMatchObject({ session: gaSession })
  })

  it.each([
    [
      'an index',
      { type: 'conversation.item.truncated', index: 1 },
      { type: 'conversation.item.truncated', content_index: 1 },
    ],
    [
      'a value',
      { type: 'response.text.done', value: 'Hi' },
      { type: 'response.output_text.done', text: 'Hi' },
    ],
    [
      'both, and believes the usual one',
      { type: 'response.text.done', value: 'no', text: 'yes' },
      { type: 'response.output_text.done', text: 'yes', value: 'no' },
    ],
  ])('reads the specification of 2024, which has %s', (_what, frame, event) => {
    expect(flat.decode(frame)).toEqual(event)
  })

  it('has an event of its own for sessions that only transcribe', () => {
    const session = { type: 'transcription', ...input({ transcription: { model: 'whisper-1' } }) }
    const frame = {
      type: 'transcription_session.updated',
      session: { input_audio_transcription: { model: 'whisper-1' } },
    }
    expect(flat.decode(frame)).toEqual({ type: 'session.updated', session })
    expect(eventToFlat({ type: 'session.updated', session })).toEqual(frame)
  })

  it('knows the kind of a session by its event, whatever the session says', () => {
    const session = { type: 'transcription', voice: 'alloy' }
    const ga = flat.decode({ type: 'session.updated', session })
    expect(ga).toEqual({
      type: 'session.updated',
      session: { type: 'realtime', ...output({ voice: 'alloy' }) },
    })
    expect(flat.decode({ type: 'transcription_session.updated', session })).toMatchObject({
      session: { type: 'transcription' },
    })
  })
})
