export interface AudioDevice {
  readonly id: string
  readonly label: string
}

/** Chromium lists the system's choice as if it were a device. Ours for that is no device at all. */
const ALIASES = new Set(['default', 'communications'])

/** Empty until the user has allowed a microphone once, and where there is none; asks for nothing. */
export async function listMicrophones(): Promise<readonly AudioDevice[]> {
  const devices: MediaDevices | undefined =
    typeof navigator === 'undefined' ? undefined : navigator.mediaDevices
  const all = (await devices?.enumerateDevices()) ?? []
  return all
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId && !ALIASES.has(deviceId))
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Microphone ${i + 1}` }))
}
