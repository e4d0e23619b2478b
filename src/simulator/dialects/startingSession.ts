import type { WireTurnDetection } from '../../protocol/settings.ts'
import type { EffectiveSession, VoiceName } from '../engine/EffectiveSession.ts'

const PCM = { type: 'audio/pcm', rate: 24_000 } as const
/** The longest that a session may last. */
const LIFE_S = 3600

/** What sessions of all services start with. @param nowMs - Unix milliseconds. */
export const startingSession = (
  { id, model, nowMs }: { readonly id: string; readonly model: string; readonly nowMs: number },
  voice: VoiceName,
  detection: WireTurnDetection,
): EffectiveSession => ({
  object: 'realtime.session',
  id,
  model,
  output_modalities: ['audio'],
  instructions: '',
  tools: [],
  tool_choice: 'auto',
  max_output_tokens: 'inf',
  expires_at: Math.floor(nowMs / 1000) + LIFE_S,
  audio: {
    input: {
      format: PCM,
      transcription: null,
      noise_reduction: null,
      turn_detection: detection,
    },
    output: { format: PCM, voice, speed: 1 },
  },
})
