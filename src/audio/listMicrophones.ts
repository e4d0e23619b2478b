export interface AudioDevice {
  readonly id: string
  readonly label: string
}

/** Chromium lists the system's choice as if it were a device. Ours for that is no device at all. */
const ALIASES = new Set(['default', 'communications'])

/** A page that is not secure has none, whatever the types say. */
const mediaDevices = (): MediaDevices | undefined =>
  typeof navigator === 'undefined' ? undefined : navigator.mediaDevices

/** Told when a device comes or goes; answers how to stop being told. */
export function onDeviceChange(listener: () => void): () => void {
  const devices = mediaDevices()
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}

/** Empty until the user has allowed a microphone once, and where there is none; asks for nothing. */
export async function listMicrophones(): Promise<readonly AudioDevice[]> {
  const all = (await mediaDevices()?.enumerateDevices()) ?? []
  return all
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId && !ALIASES.has(deviceId))
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Microphone ${i + 1}` }))
}
