import type { AudioDevice } from './AudioDevice.ts'

/** Chromium lists the system's choice as if it were a device. Ours for that is no device at all. */
const ALIASES = new Set(['default', 'communications'])

export const isAlias = (deviceId: string): boolean => ALIASES.has(deviceId)

/** A page that is not secure has none, whatever the types say. */
const mediaDevices = (): MediaDevices | undefined =>
  typeof navigator === 'undefined' ? undefined : navigator.mediaDevices

/** Told when a device comes or goes; answers how to stop being told. */
export function onDeviceChange(listener: () => void): () => void {
  const devices = mediaDevices()
  devices?.addEventListener('devicechange', listener)
  return () => devices?.removeEventListener('devicechange', listener)
}

/** As the browser lists them: with its names for the system's choice, and nameless until the user has allowed one. */
export async function audioInputs(): Promise<readonly MediaDeviceInfo[]> {
  const all = (await mediaDevices()?.enumerateDevices()) ?? []
  return all.filter(({ kind }) => kind === 'audioinput')
}

/** Empty until the user has allowed a microphone once, and where there is none; asks for nothing. */
export async function listMicrophones(): Promise<readonly AudioDevice[]> {
  return microphonesOf(await audioInputs())
}

/** Those of a list that can be chosen. No label is empty. */
export const microphonesOf = (inputs: readonly MediaDeviceInfo[]): readonly AudioDevice[] =>
  inputs
    .filter(({ deviceId }) => deviceId && !isAlias(deviceId))
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Microphone ${i + 1}` }))
