import type { Capture } from './CaptureWatch.ts'

/** The device that the user chose, while that one is heard; null while it is the system's choice. */
export function ownChoice({ chosenId, track }: Capture): string | null {
  return track.getSettings().deviceId === chosenId ? chosenId : null
}
