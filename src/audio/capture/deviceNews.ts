import type { AudioDevice } from '../devices/AudioDevice.ts'
import { isAlias, microphonesOf } from '../devices/listMicrophones.ts'

/** What one look at the list of devices shows. */
export interface Seen {
  readonly track: MediaStreamTrack
  readonly inputs: readonly MediaDeviceInfo[]
  readonly device: AudioDevice
}

export type DeviceNews =
  | { readonly type: 'none' }
  /** The one in use went away. */
  | { readonly type: 'gone' }
  /** The one that the user chose, and could not have, is there again. */
  | { readonly type: 'back' }
  /** The system has another choice now. */
  | { readonly type: 'rechosen' }
  /** A microphone went away that may have been the system's choice: which one was is not to be seen everywhere. */
  | { readonly type: 'followed'; readonly before: string }

const NONE: DeviceNews = { type: 'none' }

const find = ({ inputs }: Seen, id: string | null | undefined) =>
  inputs.find(({ deviceId }) => deviceId === id)

/** What has become of the microphone in use since the last look. */
export function deviceNews(before: Seen, now: Seen, chosenId: string | null): DeviceNews {
  const id = now.track.getSettings().deviceId
  if (chosenId !== id && !find(before, chosenId) && find(now, chosenId)) return { type: 'back' }
  if (before.track !== now.track) return NONE
  const was = find(before, id)
  const is = find(now, id)
  // One that was never listed is no device of this machine, and can tell nothing by its absence.
  if (!was || id === undefined) return NONE
  if (!is) return { type: 'gone' }
  if (!isAlias(id)) return NONE
  if (was.groupId !== is.groupId || was.label !== is.label) return { type: 'rechosen' }
  const gone = microphonesOf(before.inputs).filter((one) => !find(now, one.id))
  const wasKnown = !isAlias(before.device.id)
  const lost = wasKnown ? gone.find((one) => one.id === before.device.id) : gone[0]
  return lost ? { type: 'followed', before: lost.label } : NONE
}
