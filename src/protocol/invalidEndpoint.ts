import { VoiceError } from '../base/errors.ts'

/** @param advice - Instead of the general remedy. */
export const invalidEndpoint = (reason: string, advice?: string): VoiceError =>
  new VoiceError('endpoint_invalid', { details: { reason, ...(advice && { advice }) } })
