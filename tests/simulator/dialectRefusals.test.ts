import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated } from './support/simulated.ts'

type Code = 'invalid_value' | 'unknown_parameter' | 'missing_required_parameter'
type Row = readonly [asked: object, param: string, code?: Code]

const rows = (name: string, dialect: ServiceDialect, all: readonly Row[]) =>
  all.map(([asked, param, code = 'invalid_value']) => [name, param, code, asked, dialect] as const)

const unknown: Code = 'unknown_parameter'
const missing: Code = 'missing_required_parameter'
const detect = (turn_detection: object) => ({ turn_detection })
const vad = (fields: object) => detect({ type: 'server_vad', ...fields })
const gaAudio = (audio: object) => ({ type: 'realtime', audio })

const OF_ALL_FLAT: readonly Row[] = [
  [{ modalities: ['audio'] }, 'session.modalities'],
  [{ modalities: 'text' }, 'session.modalities'],
  [{ instructions: 5 }, 'session.instructions'],
  [{ temperature: 1.3 }, 'session.temperature'],
  [{ temperature: 'hot' }, 'session.temperature'],
  [{ max_response_output_tokens: 4097 }, 'session.max_response_output_tokens'],
  [{ max_response_output_tokens: 0 }, 'session.max_response_output_tokens'],
  [{ max_output_tokens: 10 }, 'session.max_output_tokens', unknown],
  [{ output_modalities: ['audio'] }, 'session.output_modalities', unknown],
  [{ audio: { output: { voice: 'alloy' } } }, 'session.audio', unknown],
  [{ voice: 5 }, 'session.voice'],
  [{ input_audio_format: 'mp3' }, 'session.input_audio_format'],
  [{ output_audio_format: { type: 'audio/pcm' } }, 'session.output_audio_format'],
  [{ input_audio_transcription: 'whisper-1' }, 'session.input_audio_transcription'],
  [{ input_audio_transcription: { model: 1 } }, 'session.input_audio_transcription.model'],
  [detect({ type: 'telepathy' }), 'session.turn_detection.type'],
  [vad({ threshold: 1.1 }), 'session.turn_detection.threshold'],
  [vad({ threshold: '0.5' }), 'session.turn_detection.threshold'],
  [vad({ prefix_padding_ms: -1 }), 'session.turn_detection.prefix_padding_ms'],
  [vad({ silence_duration_ms: 0.5 }), 'session.turn_detection.silence_duration_ms'],
  [{ turn_detection: 'server_vad' }, 'session.turn_detection'],
  [{ tools: [{ name: 'f' }] }, 'session.tools[0].type', missing],
  [{ tools: [{ type: 'function' }] }, 'session.tools[0].name', missing],
  [{ tool_choice: 'sometimes' }, 'session.tool_choice'],
  [{ tool_choice: { type: 'function' } }, 'session.tool_choice.name', missing],
]

const OF_PREVIEWS: readonly Row[] = [
  [{ type: 'realtime' }, 'session.type', unknown],
  [{ temperature: 0.5 }, 'session.temperature'],
  [{ voice: 'amuch' }, 'session.voice'],
  [{ voice: { id: 'voice_x' } }, 'session.voice'],
  [{ invented: true }, 'session.invented', unknown],
  [{ truncation: 'auto' }, 'session.truncation', unknown],
  [vad({ idle_timeout_ms: 6000 }), 'session.turn_detection.idle_timeout_ms', unknown],
  [vad({ eagerness: 'low' }), 'session.turn_detection.eagerness', unknown],
  [detect({ type: 'azure_semantic_vad' }), 'session.turn_detection.type'],
  [{ output_audio_format: 'pcm16_8000hz' }, 'session.output_audio_format'],
  [{ input_audio_sampling_rate: 16_000 }, 'session.input_audio_sampling_rate', unknown],
  [{ tools: [{ type: 'mcp', server_label: 'x' }] }, 'session.tools[0].type'],
]

describe('an update is refused whole', () => {
  it.each([
    ...rows('preview2024', preview2024, [
      ...OF_ALL_FLAT,
      ...OF_PREVIEWS,
      [detect({ type: 'semantic_vad' }), 'session.turn_detection.type'],
      [vad({ create_response: false }), 'session.turn_detection.create_response', unknown],
      [{ input_audio_noise_reduction: null }, 'session.input_audio_noise_reduction', unknown],
      [{ speed: 1 }, 'session.speed', unknown],
      [{ tracing: 'auto' }, 'session.tracing', unknown],
      [
        { input_audio_transcription: { language: 'nl' } },
        'session.input_audio_transcription.language',
        unknown,
      ],
    ]),
    ...rows('preview2025', preview2025, [
      ...OF_ALL_FLAT,
      ...OF_PREVIEWS,
      [{ speed: 1.6 }, 'session.speed'],
      [
        { input_audio_noise_reduction: { type: 'middle' } },
        'session.input_audio_noise_reduction.type',
      ],
      [{ input_audio_noise_reduction: {} }, 'session.input_audio_noise_reduction.type', missing],
      [detect({ type: 'semantic_vad', eagerness: 'huge' }), 'session.turn_detection.eagerness'],
      [
        detect({ type: 'semantic_vad', threshold: 0.5 }),
        'session.turn_detection.threshold',
        unknown,
      ],
      [{ tracing: 'never' }, 'session.tracing'],
      [{ include: ['everything'] }, 'session.include[0]'],
    ]),
    ...rows('Voice Live', voiceLive(), [
      ...OF_ALL_FLAT,
      [{ temperature: -0.1 }, 'session.temperature'],
      [{ voice: { type: 'azure-standard' } }, 'session.voice.name', missing],
      [{ voice: { type: 'azure-custom', name: 'x' } }, 'session.voice.endpoint_id', missing],
      [{ voice: { type: 'mine', name: 'x' } }, 'session.voice.type'],
      [{ voice: { name: 'x' } }, 'session.voice.type', missing],
      [{ voice: { type: 'avatar-voice-sync', name: 5 } }, 'session.voice.name'],
      [{ voice: { type: 'openai', name: 'alloy', id: 5 } }, 'session.voice.id'],
      [{ input_audio_sampling_rate: 44_100 }, 'session.input_audio_sampling_rate'],
      [{ input_audio_format: 'pcm16_8000hz' }, 'session.input_audio_format'],
      [
        detect({ type: 'azure_semantic_vad', remove_filler_words: 'yes' }),
        'session.turn_detection.remove_filler_words',
      ],
      [
        detect({ type: 'azure_semantic_vad', end_of_utterance_detection: {} }),
        'session.turn_detection.end_of_utterance_detection.model',
        missing,
      ],
      [
        { input_audio_echo_cancellation: { type: 'x' } },
        'session.input_audio_echo_cancellation.type',
      ],
      [{ output_audio_timestamp_types: ['letter'] }, 'session.output_audio_timestamp_types[0]'],
      [{ animation: { outputs: ['wave'] } }, 'session.animation.outputs[0]'],
      [{ id: 'mine' }, 'session.id', unknown],
      [{ type: 'zz' }, 'session.type'],
    ]),
    ...rows('GA', ga, [
      [gaAudio({ input: { format: { type: 'audio/mp3' } } }), 'session.audio.input.format.type'],
      [
        gaAudio({ input: { format: { rate: 24_000 } } }),
        'session.audio.input.format.type',
        missing,
      ],
      [
        gaAudio({ input: { format: { type: 'audio/pcmu', rate: 8000 } } }),
        'session.audio.input.format.rate',
        unknown,
      ],
      [gaAudio({ output: { voice: 'amuch' } }), 'session.audio.output.voice'],
      [gaAudio({ output: { voice: {} } }), 'session.audio.output.voice.id', missing],
      [{ type: 'realtime', include: ['everything'] }, 'session.include[0]'],
      [{ type: 'realtime', tools: [{ type: 'mcp' }] }, 'session.tools[0].server_label', missing],
      [{ type: 'realtime', tools: [{ type: 'web' }] }, 'session.tools[0].type'],
      [
        { type: 'realtime', tool_choice: { type: 'mcp' } },
        'session.tool_choice.server_label',
        missing,
      ],
      [{ type: 'realtime', reasoning: { effort: 'endless' } }, 'session.reasoning.effort'],
      [
        { type: 'realtime', truncation: { type: 'retention_ratio' } },
        'session.truncation.retention_ratio',
        missing,
      ],
    ]),
  ])('by %s, for its %s: %s', (_name, param, code, asked, dialect) => {
    const { configure, last, all, events } = simulated({ dialect })
    const base = dialect === ga ? { type: 'realtime' } : {}
    configure({ ...base, instructions: 'Changed.', ...asked })
    const { error } = last('error')
    expect(error).toMatchObject({ type: 'invalid_request_error', code, param })
    expect(all('session.updated')).toHaveLength(0)
    configure(base)
    expect(last('session.updated').session).toEqual(events[0]?.session)
  })

  it.each([
    ['preview2024', preview2024],
    ['preview2025', preview2025],
    ['Voice Live', voiceLive()],
  ])('by %s when it is no object', (_name, dialect) => {
    const { configure, last } = simulated({ dialect })
    configure('session')
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'session' })
    configure(undefined)
    expect(last('error').error).toMatchObject({ param: 'session' })
  })

  it.each([
    ['GA', ga],
    ['Voice Live', voiceLive()],
  ])('by %s when it is a transcription', (_name, dialect) => {
    const { by, configure } = simulated({ dialect })
    expect(by(() => configure({ type: 'transcription' }))).toMatchObject([
      {
        type: 'error',
        error: {
          code: null,
          message:
            'Passing a transcription session update event to a realtime session is not allowed.',
        },
      },
    ])
  })

  it('by nobody when its type is that of GA, which Voice Live never tells', () => {
    const { configure, last } = simulated({ dialect: voiceLive() })
    configure({ type: 'realtime', instructions: 'Fine.' })
    expect(last('session.updated').session).toMatchObject({ instructions: 'Fine.' })
    expect(last('session.updated').session).not.toHaveProperty('type')
  })

  it.each([
    ['GA', ga, { type: 'realtime' }],
    ['preview2025', preview2025, {}],
  ])('by %s when its tracing is on already', (_name, dialect, base) => {
    const { configure, last, all } = simulated({ dialect })
    configure({ ...base, tracing: 'auto' })
    configure({ ...base, tracing: 'auto', instructions: 'Fine.' })
    expect(all('error')).toHaveLength(0)
    configure({ ...base, tracing: null })
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'session.tracing' })
  })

  it('says what could have been said, in the words of the client', () => {
    const { configure, last } = simulated({ dialect: preview2025 })
    configure({ modalities: ['audio'] })
    expect(last('error').error.message).toBe(
      `Invalid modalities: ["audio"]. Supported combinations are: ['text','audio'] and ['text'].`,
    )
    configure({ turn_detection: { type: 'loud' } })
    expect(last('error').error.message).toBe(
      "Invalid value: 'loud'. Supported values are: 'server_vad', 'semantic_vad', 'none'.",
    )
  })
})
