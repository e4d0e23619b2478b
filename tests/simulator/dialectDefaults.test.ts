import { describe, expect, it } from 'vitest'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated } from './support/simulated.ts'

const COMMON = {
  id: expect.stringMatching(/^sess_/) as string,
  object: 'realtime.session',
  model: 'gpt-4o-realtime-preview',
  modalities: ['text', 'audio'],
  instructions: '',
  voice: 'alloy',
  input_audio_format: 'pcm16',
  output_audio_format: 'pcm16',
  input_audio_transcription: null,
  tools: [],
  tool_choice: 'auto',
  max_response_output_tokens: 'inf',
}
const NUMBERS = { threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 200 }
const ON = { create_response: true, interrupt_response: true }
const LATER = {
  expires_at: expect.any(Number) as number,
  speed: 1,
  input_audio_noise_reduction: null,
}

describe('a session begins', () => {
  it.each([
    [
      'preview2024',
      preview2024,
      { ...COMMON, temperature: 0.8, turn_detection: { type: 'server_vad', ...NUMBERS } },
    ],
    [
      'preview2025',
      preview2025,
      {
        ...COMMON,
        ...LATER,
        tracing: null,
        temperature: 0.8,
        turn_detection: { type: 'server_vad', ...NUMBERS, ...ON },
      },
    ],
    [
      'Voice Live',
      voiceLive('2026-07-15'),
      {
        ...COMMON,
        ...LATER,
        input_audio_sampling_rate: 24_000,
        temperature: 0.7,
        turn_detection: {
          type: 'server_vad',
          threshold: 0.5,
          prefix_padding_ms: 400,
          speech_duration_ms: 200,
          silence_duration_ms: 500,
          auto_truncate: false,
          ...ON,
        },
      },
    ],
  ])('with the defaults of %s and nothing else', (_name, dialect, session) => {
    const { events } = simulated({ dialect, model: 'gpt-4o-realtime-preview' })
    expect(events[0]?.session).toEqual(session)
  })

  it.each([
    ['2025-10-01', 300],
    ['2026-01-01-preview', 300],
    ['2026-04-10', 400],
    ['2026-07-15', 400],
  ])('in Voice Live of %s with %i ms of padding', (version, prefix_padding_ms) => {
    const { events } = simulated({ dialect: voiceLive(version) })
    expect(events[0]?.session).toMatchObject({ turn_detection: { prefix_padding_ms } })
  })
})
