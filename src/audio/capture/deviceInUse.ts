import type { AudioDevice } from '../devices/AudioDevice.ts'
import { deviceOf } from '../devices/deviceOf.ts'
import { isAlias, microphonesOf } from '../devices/listMicrophones.ts'

/**
 * The device that a track records, by its own name where that can be told.
 *
 * Where the browser follows the system's choice it names a stand-in. That has the group of the real one on Windows and
 * macOS; on Linux nothing ties them together (measured in Chromium 156 with PulseAudio), and only a choice of one is clear.
 */
export function deviceInUse(
  track: MediaStreamTrack,
  inputs: readonly MediaDeviceInfo[],
): AudioDevice {
  const own = deviceOf(track)
  const microphones = microphonesOf(inputs)
  if (!isAlias(own.id)) return microphones.find(({ id }) => id === own.id) ?? own
  const alias = inputs.find(({ deviceId }) => deviceId === own.id)
  const group = inputs
    .filter(({ groupId, deviceId }) => groupId === alias?.groupId && !isAlias(deviceId))
    .map(({ deviceId }) => deviceId)
  const grouped = microphones.filter(({ id }) => group.includes(id))
  // A dock or a headset may have several in one group; then the name of the stand-in has that of the real one in it.
  const named = grouped.find(({ label }) => alias?.label.endsWith(label))
  const only = grouped.length === 1 ? grouped[0] : microphones.length === 1 ? microphones[0] : null
  return named ?? only ?? own
}
