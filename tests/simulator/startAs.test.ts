import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { startAs } from '../../src/simulator/dialects/startAs.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated } from './support/simulated.ts'

const tool = { type: 'function', name: 'weather', description: 'Tells it.', parameters: {} }
const EVERYTHING = {
  type: 'realtime',
  instructions: 'Be brief.',
  output_modalities: ['text'],
  max_output_tokens: 99,
  tools: [tool],
  tool_choice: 'required',
  parallel_tool_calls: false,
  reasoning: { effort: 'low' },
  tracing: { workflow_name: 'w' },
  truncation: 'disabled',
  include: ['item.input_audio_transcription.logprobs'],
  audio: {
    input: {
      format: { type: 'audio/pcmu' },
      transcription: { model: 'whisper-1', language: 'nl' },
      noise_reduction: { type: 'near_field' },
      turn_detection: { type: 'server_vad', threshold: 0.7, idle_timeout_ms: 6000 },
    },
    output: { format: { type: 'audio/pcma' }, voice: 'cedar', speed: 1.25 },
  },
}
const FLAT = {
  instructions: 'Be brief.',
  modalities: ['text'],
  max_response_output_tokens: 99,
  tools: [tool],
  tool_choice: 'required',
  input_audio_format: 'g711_ulaw',
  output_audio_format: 'g711_alaw',
}

const asked = (dialect: ServiceDialect, session: object) =>
  dialect.readSession(session, dialect.start('sess_1', 'gpt-realtime', 0))

/** The session as it is told first, without what differs from one to the next. */
function started(from: ServiceDialect, to: ServiceDialect, session: object) {
  const startWith = startAs(to, from.name, asked(from, session))
  const { events } = simulated({ dialect: to, startWith })
  return Object(events[0]?.session) as Record<string, unknown>
}

describe('a session that was described in the words of another service', () => {
  it.each([
    [
      'preview 2024',
      preview2024,
      {
        ...FLAT,
        input_audio_transcription: { model: 'whisper-1' },
        turn_detection: {
          type: 'server_vad',
          threshold: 0.7,
          prefix_padding_ms: 300,
          silence_duration_ms: 200,
        },
        voice: 'alloy',
      },
    ],
    [
      'preview 2025',
      preview2025,
      {
        ...FLAT,
        input_audio_transcription: { model: 'whisper-1', language: 'nl' },
        input_audio_noise_reduction: { type: 'near_field' },
        turn_detection: {
          type: 'server_vad',
          threshold: 0.7,
          prefix_padding_ms: 300,
          silence_duration_ms: 200,
          create_response: true,
          interrupt_response: true,
        },
        voice: 'cedar',
        speed: 1.25,
        tracing: { workflow_name: 'w' },
      },
    ],
    [
      'Voice Live',
      voiceLive(),
      { ...FLAT, turn_detection: { type: 'server_vad', threshold: 0.7 }, voice: 'cedar' },
    ],
  ])('starts with what %s knows of it, and nothing else', (_name, dialect, expected) => {
    const session = started(ga, dialect, EVERYTHING)
    expect(session).toMatchObject(expected)
    expect(session['turn_detection']).not.toHaveProperty('idle_timeout_ms')
    const [told] = simulated({ dialect }).events
    for (const name of Object.keys(session)) expect(told?.session).toHaveProperty(name)
  })

  it('loses what GA does not know of a preview', () => {
    const session = started(preview2025, ga, {
      temperature: 0.9,
      instructions: 'Be brief.',
      voice: 'cedar',
      input_audio_format: 'g711_ulaw',
      turn_detection: { type: 'semantic_vad', eagerness: 'low' },
      input_audio_transcription: { model: 'whisper-1', prompt: 'Names.' },
    })
    expect(session).not.toHaveProperty('temperature')
    expect(session).toMatchObject({
      type: 'realtime',
      instructions: 'Be brief.',
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'whisper-1', prompt: 'Names.' },
          turn_detection: { type: 'semantic_vad', eagerness: 'low', create_response: true },
        },
        output: { voice: 'cedar' },
      },
    })
  })

  it.each([
    ['a turn detection', { turn_detection: { type: 'semantic_vad', eagerness: 'low' } }],
    ['an MCP tool', { tools: [{ type: 'mcp', server_label: 'docs' }] }],
  ])('starts as usual where %s is of a kind that does not exist', (_what, wrong) => {
    const { turn_detection, ...rest } = Object(wrong) as Record<string, unknown>
    const audio = turn_detection ? { audio: { input: { turn_detection } } } : {}
    const session = started(ga, preview2024, { type: 'realtime', ...rest, ...audio })
    const [told] = simulated({ dialect: preview2024 }).events
    expect(session).toMatchObject({
      turn_detection: Object(told?.session).turn_detection,
      tools: [],
    })
  })

  it('may say that turns are not detected', () => {
    const audio = { input: { turn_detection: null } }
    expect(started(ga, preview2025, { type: 'realtime', audio })['turn_detection']).toBeNull()
    const silent = { turn_detection: { type: 'none' } }
    expect(started(preview2025, ga, silent)).toMatchObject({ audio })
  })

  it('is as it was where the words are the same', () => {
    const update = asked(ga, EVERYTHING)
    expect(startAs(ga, 'GA', update)).toBe(update)
  })
})
