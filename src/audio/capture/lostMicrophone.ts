import { VoiceError } from '../../base/errors.ts'
import type { Capture } from './CaptureWatch.ts'

const REASONS = {
  unplugged: {
    why: 'was unplugged',
    advice: 'Connect it again or choose another microphone, then start it.',
  },
  revoked: {
    why: 'is no longer allowed on this page',
    advice: 'Allow the microphone in the site settings, left of the address, then start it again.',
  },
  unclear: {},
} as const

/** `microphone_lost`, which says of which one and why. */
export function lostMicrophone(
  { state }: Capture,
  reason: keyof typeof REASONS,
  cause?: unknown,
): VoiceError {
  const device = state.device?.label
  const details = { ...(device && { device }), ...REASONS[reason] }
  return new VoiceError('microphone_lost', { details, ...(cause !== undefined && { cause }) })
}
