import type { AudioDevice } from './AudioDevice.ts'

/** The device behind a track, as the browser names it there: for the system's choice, Chromium says `default`. */
export const deviceOf = (track: MediaStreamTrack): AudioDevice => ({
  id: track.getSettings().deviceId ?? '',
  label: track.label || 'Microphone',
})
