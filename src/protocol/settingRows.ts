import type { SettingName } from './SessionSettings.ts'
import { SETTING_LIMITS, type Limits } from './settingLimits.ts'

/** When a change of a running line takes effect. */
export type Applies = 'at-once' | 'next-turn' | 'reconnect'

export interface SettingRow extends Partial<Limits> {
  readonly applies: Applies
  /** Of a slider. */
  readonly step?: number
  readonly unit?: '×' | 'tokens'
  readonly default?: unknown
}

/**
 * What forms and documents say of each setting. Its place on the wire and its limits stand beside it in the protocol,
 * and are loaded by every session; these are loaded by those who show them.
 */
export const SETTING_ROWS = {
  instructions: { applies: 'next-turn', default: '' },
  // Until the assistant has spoken; then only a new line changes it.
  voice: { applies: 'next-turn' },
  temperature: { applies: 'next-turn', step: 0.05 },
  output: { applies: 'next-turn', default: 'audio' },
  turnDetection: { applies: 'at-once', default: 'server_vad' },
  inputTranscription: { applies: 'next-turn', default: 'whisper-1' },
  noiseReduction: { applies: 'at-once', default: null },
  inputFormat: { applies: 'reconnect', default: 'pcm16' },
  outputFormat: { applies: 'reconnect', default: 'pcm16' },
  speed: { applies: 'next-turn', step: 0.05, unit: '×', default: 1, ...SETTING_LIMITS.speed },
  maxOutputTokens: {
    applies: 'next-turn',
    unit: 'tokens',
    default: 'inf',
    ...SETTING_LIMITS.maxOutputTokens,
  },
  toolChoice: { applies: 'next-turn', default: 'auto' },
  raw: { applies: 'next-turn' },
} as const satisfies Readonly<Record<SettingName, SettingRow>>

/** Models that write down what the user says, as the services' documents name them; any other name may be asked for. */
export const TRANSCRIPTION_MODELS = [
  'whisper-1',
  'gpt-4o-transcribe',
  'gpt-4o-mini-transcribe',
  'gpt-transcribe',
  'gpt-live-transcribe',
  'gpt-realtime-whisper',
] as const
