import { VoiceError } from '../../base/errors.ts'

// Two spellings of one thing that the type libraries do not know.
interface Policy {
  allowsFeature(feature: string): boolean
}
interface PolicyDocument {
  readonly permissionsPolicy?: Policy
  readonly featurePolicy?: Policy
}

/**
 * Why there is no microphone, from what `getUserMedia` said: `insecure_page`, `blocked_by_policy`, `microphone_denied`,
 * `microphone_dismissed`, `microphone_missing` or `microphone_busy`.
 */
export function microphoneError(
  cause: unknown,
  /** Whether one was asked for by name, and whether another goes on without it. */
  { isChosen = false, isSpare = false } = {},
): VoiceError {
  const code = codeOf(cause)
  return new VoiceError(code, {
    cause,
    ...(isSpare && { severity: 'warning' }),
    ...(isChosen && code === 'microphone_missing' && { details: GONE }),
  })
}

const GONE = {
  what: 'The chosen microphone is not there any more',
  advice: 'Connect it again, or choose another one.',
}

function codeOf(cause: unknown) {
  if (!hasDevices())
    return typeof isSecureContext === 'boolean' && !isSecureContext
      ? 'insecure_page'
      : 'microphone_missing'
  if (isNamed(cause, 'NotAllowedError', 'SecurityError')) {
    if (forbiddenByPolicy() || /polic/i.test(cause.message)) return 'blocked_by_policy'
    return /dismiss/i.test(cause.message) ? 'microphone_dismissed' : 'microphone_denied'
  }
  if (isNamed(cause, 'NotFoundError', 'OverconstrainedError')) return 'microphone_missing'
  // NotReadableError, AbortError, and whatever a browser makes up: it is there, and could not be opened.
  return 'microphone_busy'
}

/** The type promises it; a page without https does not have it, and Node has no navigator. */
function hasDevices(): boolean {
  const devices: MediaDevices | undefined =
    typeof navigator === 'undefined' ? undefined : navigator.mediaDevices
  return devices !== undefined
}

const isNamed = (cause: unknown, ...names: readonly string[]): cause is Error =>
  cause instanceof Error && names.includes(cause.name)

function forbiddenByPolicy(): boolean {
  const page: PolicyDocument & Document = document
  const policy = page.permissionsPolicy ?? page.featurePolicy
  return policy?.allowsFeature('microphone') === false
}
