import { VoiceError } from '../base/errors.ts'

/** What a device failed with: as it says itself, or as `code` when it threw something else. */
export const asVoiceError = (
  cause: unknown,
  code: 'microphone_lost' | 'audio_failed',
): VoiceError => (cause instanceof VoiceError ? cause : new VoiceError(code, { cause }))
