/** Loudness now, from 0 (silence) to 1, pulled by whoever draws it. Never part of a snapshot or of React state. */
export interface Meter {
  read(): number
}

/** For what makes no sound. */
export const silentMeter: Meter = { read: () => 0 }
