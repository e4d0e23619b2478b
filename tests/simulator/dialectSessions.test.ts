import { describe, expect, it } from 'vitest'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { simulated } from './support/simulated.ts'

const NUMBERS = { threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 200 }
const ON = { create_response: true, interrupt_response: true }
const AZURE = {
  threshold: 0.5,
  prefix_padding_ms: 420,
  speech_duration_ms: 80,
  silence_duration_ms: 500,
  remove_filler_words: false,
  auto_truncate: false,
  ...ON,
}
const semantic = { type: 'semantic_vad', eagerness: 'auto', ...ON }
const changed = (name: string, dialect: ServiceDialect, rows: readonly [object, object][]) =>
  rows.map(([asked, session]) => [name, asked, session, dialect] as const)

describe('a session that was changed', () => {
  it.each([
    ...changed('preview2024', preview2024, [
      [{ temperature: 0.6 }, { temperature: 0.6 }],
      [{ modalities: ['text'] }, { modalities: ['text'] }],
      [{ turn_detection: null }, { turn_detection: { type: 'none' } }],
      [{ turn_detection: { type: 'none' } }, { turn_detection: { type: 'none' } }],
      [
        { turn_detection: { threshold: 0.9 } },
        { turn_detection: { type: 'server_vad', ...NUMBERS, threshold: 0.9 } },
      ],
      [
        { tool_choice: { type: 'function', name: 'f' } },
        { tool_choice: { type: 'function', function: { name: 'f' } } },
      ],
      [
        { tool_choice: { type: 'function', function: 'f' } },
        { tool_choice: { type: 'function', function: { name: 'f' } } },
      ],
    ]),
    ...changed('preview2025', preview2025, [
      [
        { temperature: 1.2, speed: 1.5 },
        { temperature: 1.2, speed: 1.5 },
      ],
      [{ voice: 'verse' }, { voice: 'verse' }],
      [{ input_audio_format: 'g711_ulaw' }, { input_audio_format: 'g711_ulaw' }],
      [{ output_audio_format: 'g711_alaw' }, { output_audio_format: 'g711_alaw' }],
      [{ turn_detection: { type: 'semantic_vad' } }, { turn_detection: semantic }],
      [{ turn_detection: { type: 'none' } }, { turn_detection: null }],
      [{ turn_detection: null }, { turn_detection: null }],
      [
        { input_audio_noise_reduction: { type: 'far_field' } },
        { input_audio_noise_reduction: { type: 'far_field' } },
      ],
      [
        { tool_choice: { type: 'function', function: { name: 'f' } } },
        { tool_choice: { type: 'function', name: 'f' } },
      ],
      [{ max_response_output_tokens: 4096 }, { max_response_output_tokens: 4096 }],
      [{ tracing: { workflow_name: 'w' } }, { tracing: { workflow_name: 'w' } }],
    ]),
    ...changed('Voice Live', voiceLive(), [
      [{ temperature: 0 }, { temperature: 0 }],
      [{ voice: 'en-US-Ava' }, { voice: 'en-US-Ava' }],
      [
        { voice: { type: 'azure-standard', name: 'en-US-AvaNeural', rate: '1.2' } },
        { voice: { type: 'azure-standard', name: 'en-US-AvaNeural', rate: '1.2' } },
      ],
      ...['azure_semantic_vad', 'azure_semantic_vad_en', 'azure_semantic_vad_multilingual'].map(
        (type): [object, object] => [
          { turn_detection: { type, languages: ['en'] } },
          { turn_detection: { type, ...AZURE, languages: ['en'] } },
        ],
      ),
      [{ turn_detection: { type: 'semantic_vad' } }, { turn_detection: semantic }],
      [
        { input_audio_sampling_rate: 16_000 },
        { input_audio_sampling_rate: 16_000, input_audio_format: 'pcm16' },
      ],
      [{ output_audio_format: 'pcm16_8000hz' }, { output_audio_format: 'pcm16_8000hz' }],
      [
        { input_audio_noise_reduction: { type: 'azure_deep_noise_suppression' } },
        { input_audio_noise_reduction: { type: 'azure_deep_noise_suppression' } },
      ],
      [
        { input_audio_echo_cancellation: { type: 'server_echo_cancellation', channels: 2 } },
        { input_audio_echo_cancellation: { type: 'server_echo_cancellation', channels: 2 } },
      ],
      [
        { modalities: ['text', 'audio', 'animation'], animation: { outputs: ['viseme_id'] } },
        { modalities: ['text', 'audio', 'animation'], animation: { outputs: ['viseme_id'] } },
      ],
      [
        { avatar: { character: 'lisa' }, invented: { in: [2027] } },
        { avatar: { character: 'lisa' }, invented: { in: [2027] } },
      ],
    ]),
  ])('is told whole by %s: %j', (_name, asked, session, dialect) => {
    const { configure, last, events } = simulated({ dialect })
    configure(asked)
    expect(last('session.updated').session).toEqual({ ...events[0]?.session, ...session })
  })

  it('keeps what an object leaves out', () => {
    const { configure, last } = simulated({ dialect: preview2025 })
    configure({ input_audio_transcription: { model: 'whisper-1', language: 'nl' } })
    configure({ input_audio_transcription: { prompt: 'Names: Sanne.' } })
    expect(last('session.updated').session).toMatchObject({
      input_audio_transcription: { model: 'whisper-1', language: 'nl', prompt: 'Names: Sanne.' },
    })
    configure({ input_audio_transcription: null })
    expect(last('session.updated').session).toMatchObject({ input_audio_transcription: null })
  })

  it.each([
    ['preview2024', preview2024],
    ['preview2025', preview2025],
    ['Voice Live', voiceLive()],
  ])('keeps the numbers of a turn detection that it has already, in %s', (_name, dialect) => {
    const { configure, last } = simulated({ dialect })
    configure({ turn_detection: { type: 'server_vad', threshold: 0.9 } })
    configure({ turn_detection: { type: 'server_vad', silence_duration_ms: 700 } })
    configure({ turn_detection: { prefix_padding_ms: 100 } })
    expect(last('session.updated').session).toMatchObject({
      turn_detection: { threshold: 0.9, silence_duration_ms: 700, prefix_padding_ms: 100 },
    })
  })

  it('has one rate at a time for the sound of Voice Live', () => {
    const { configure, last } = simulated({ dialect: voiceLive() })
    configure({ input_audio_sampling_rate: 16_000 })
    configure({ input_audio_format: 'pcm16' })
    expect(last('session.updated').session).toMatchObject({ input_audio_sampling_rate: 16_000 })
    configure({ input_audio_format: 'g711_ulaw' })
    expect(last('session.updated').session).not.toHaveProperty('input_audio_sampling_rate')
    configure({ input_audio_format: 'pcm16' })
    expect(last('session.updated').session).toMatchObject({ input_audio_sampling_rate: 24_000 })
  })
})

describe('GA', () => {
  it.each([
    [{ audio: { input: { format: { type: 'audio/pcmu' } } } }],
    [{ audio: { output: { format: { type: 'audio/pcma' }, voice: { id: 'voice_mine' } } } }],
    [{ include: ['item.input_audio_transcription.logprobs'] }],
    [{ tools: [{ type: 'mcp', server_label: 'docs', server_url: 'https://example.org' }] }],
    [{ tool_choice: { type: 'mcp', server_label: 'docs', name: 'search' } }],
    [{ tracing: { workflow_name: 'w', metadata: { a: 1 } } }],
    [{ truncation: { type: 'retention_ratio', retention_ratio: 0.8 } }],
    [{ reasoning: { effort: 'low' }, parallel_tool_calls: false }],
    [{ prompt: { id: 'pmpt_1', version: '2' } }],
    [{ audio: { input: { noise_reduction: { type: 'near_field', strength: 0.5 } } } }],
  ])('takes %j and repeats it', (asked) => {
    const { update, last } = simulated()
    update(asked)
    expect(last('session.updated').session).toMatchObject(asked)
  })

  it('tells the rate of PCM also when it was left out', () => {
    const { update, last } = simulated()
    update({ audio: { input: { format: { type: 'audio/pcmu' } } } })
    expect(last('session.updated').session.audio.input).toMatchObject({
      format: { type: 'audio/pcmu' },
    })
    update({ audio: { input: { format: { type: 'audio/pcm' } } } })
    expect(last('session.updated').session.audio.input).toMatchObject({
      format: { type: 'audio/pcm', rate: 24_000 },
    })
  })
})
