import type { SessionSettings } from './SessionSettings.ts'

/** The numbers of turn detection by sound and silence, when nothing is said. */
export const VAD_DEFAULTS = {
  threshold: 0.5,
  prefixPaddingMs: 300,
  silenceDurationMs: 500,
} as const

/** What a service does by itself, in both kinds of detection. */
export const SWITCHES = { createResponse: true, interruptResponse: true } as const

/** What holds when nothing is said. Sent whole on every line, because the services' own defaults differ. */
export const DEFAULT_SETTINGS = {
  instructions: '',
  output: 'audio',
  turnDetection: { type: 'server_vad', ...VAD_DEFAULTS, ...SWITCHES },
  inputTranscription: { model: 'whisper-1' },
  inputFormat: 'pcm16',
  outputFormat: 'pcm16',
} as const satisfies SessionSettings
