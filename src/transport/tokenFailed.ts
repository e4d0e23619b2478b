import { VoiceError } from '../base/errors.ts'

/** @param advice - Instead of the general remedy. */
export const tokenFailed = (reason: string, advice?: string, cause?: unknown): VoiceError =>
  new VoiceError('token_failed', {
    details: { reason, ...(advice !== undefined && { advice }) },
    ...(cause !== undefined && { cause }),
  })
