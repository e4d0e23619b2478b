import type { Said } from '../../src/protocol/settings.ts'
import type { SessionSettings } from '../../src/protocol/SessionSettings.ts'

/** Two values of each setting, of which the second is not its default: the compiler asks for them when a setting is added. */
export const SETTING_EXAMPLES: {
  readonly [K in Said]: readonly [SessionSettings[K], SessionSettings[K]]
} = {
  instructions: ['Be brief.', 'Speak like a pirate.'],
  voice: ['echo', 'shimmer'],
  temperature: [0.9, 0.6],
  output: ['audio', 'text'],
  turnDetection: [
    {
      type: 'server_vad',
      threshold: 0.75,
      prefixPaddingMs: 450,
      silenceDurationMs: 1200,
      createResponse: true,
      interruptResponse: true,
    },
    null,
  ],
  inputTranscription: [{ model: 'gpt-4o-transcribe' }, null],
  noiseReduction: [null, 'near_field'],
  inputFormat: ['g711_ulaw', 'g711_alaw'],
  outputFormat: ['g711_alaw', 'g711_ulaw'],
  speed: [1.25, 0.8],
  maxOutputTokens: ['inf', 256],
  toolChoice: ['required', { type: 'function', name: 'weather' }],
}
