import type { AudioDevice } from './AudioDevice.ts'
import { isAlias } from './listMicrophones.ts'

/** A page that is not secure has none, whatever the types say. */
const mediaDevices = (): MediaDevices | undefined =>
  typeof navigator === 'undefined' ? undefined : navigator.mediaDevices

/** Whether this browser lets a page choose. */
const canSelect = () =>
  (typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype) ||
  (typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype)

/**
 * The loudspeakers that can be chosen.
 *
 * Empty where a page cannot choose (Safari on an iPhone), and until the user has allowed a microphone once: the names
 * of both come with that permission. Asks for nothing.
 */
export async function listSpeakers(): Promise<readonly AudioDevice[]> {
  const all = (canSelect() && (await mediaDevices()?.enumerateDevices())) || []
  return all
    .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId && !isAlias(deviceId))
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Speaker ${i + 1}` }))
}
