/**
 * Asks for a microphone, in this very call, because browsers want that in a click. Rejects with whatever they say.
 *
 * What a conversation wants is on unless told otherwise: without it the model hears itself.
 */
export async function askMicrophone(
  constraints: MediaTrackConstraints = {},
  deviceId: string | null = null,
): Promise<MediaStream> {
  const {
    echoCancellation = true,
    noiseSuppression = true,
    autoGainControl = true,
    channelCount = { ideal: 1 },
  } = constraints
  // Bare, `exact` or `ideal`: it cancels nothing that Web Audio plays.
  const isRemoteOnly = JSON.stringify(echoCancellation).includes('remote-only')
  const audio: MediaTrackConstraints = {
    ...constraints,
    echoCancellation: isRemoteOnly || echoCancellation,
    noiseSuppression,
    autoGainControl,
    channelCount,
  }
  if (deviceId !== null) audio.deviceId = { exact: deviceId }
  return navigator.mediaDevices.getUserMedia({ audio, video: false })
}
