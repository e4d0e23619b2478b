import { VoiceError } from '../base/errors.ts'

/** What a conversation wants, unless told otherwise: without them the model hears itself. */
const WANTED: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: { ideal: 1 },
}

// Two spellings of one thing that the type libraries do not know.
interface Policy {
  allowsFeature(feature: string): boolean
}
interface PolicyDocument {
  readonly permissionsPolicy?: Policy
  readonly featurePolicy?: Policy
}

/**
 * Asks for a microphone, in this very call. A chosen device that is gone gives way to the system's choice, once.
 *
 * Rejects with a VoiceError `insecure_page`, `blocked_by_policy`, `microphone_denied`, `microphone_dismissed`,
 * `microphone_missing` or `microphone_busy`.
 */
export async function openMicrophone(
  constraints: MediaTrackConstraints = {},
  deviceId: string | null = null,
): Promise<MediaStream> {
  const devices = mediaDevices()
  const wanted = { ...WANTED, ...constraints }
  if (deviceId === null) return ask(devices, wanted).catch(refuse)
  return ask(devices, { ...wanted, deviceId: { exact: deviceId } }).catch((cause: unknown) => {
    if (!isNamed(cause, 'OverconstrainedError', 'NotFoundError')) refuse(cause)
    return ask(devices, wanted).catch(refuse)
  })
}

const ask = (devices: MediaDevices, audio: MediaTrackConstraints) =>
  devices.getUserMedia({ audio, video: false })

function mediaDevices(): MediaDevices {
  // The type promises it; a page without https does not have it, and Node has no navigator.
  const devices: MediaDevices | undefined =
    typeof navigator === 'undefined' ? undefined : navigator.mediaDevices
  if (devices) return devices
  const insecure = typeof isSecureContext === 'boolean' && !isSecureContext
  throw new VoiceError(insecure ? 'insecure_page' : 'microphone_missing')
}

const isNamed = (cause: unknown, ...names: readonly string[]): cause is Error =>
  cause instanceof Error && names.includes(cause.name)

function refuse(cause: unknown): never {
  throw new VoiceError(codeOf(cause), { cause })
}

function codeOf(cause: unknown) {
  if (isNamed(cause, 'NotAllowedError', 'SecurityError')) {
    if (forbiddenByPolicy() || /polic/i.test(cause.message)) return 'blocked_by_policy'
    return /dismiss/i.test(cause.message) ? 'microphone_dismissed' : 'microphone_denied'
  }
  if (isNamed(cause, 'NotFoundError', 'OverconstrainedError')) return 'microphone_missing'
  // NotReadableError, AbortError, and whatever a browser makes up: it is there, and could not be opened.
  return 'microphone_busy'
}

function forbiddenByPolicy(): boolean {
  const page: PolicyDocument & Document = document
  const policy = page.permissionsPolicy ?? page.featurePolicy
  return policy?.allowsFeature('microphone') === false
}
