import type { Meter } from '../../src/audio/sound/Meter.ts'

/** Syllables and the pauses between words, as numbers without chance: every visit of a story looks alike. */
function loudness(ms: number): number {
  const syllable = Math.abs(Math.sin(ms / 110))
  const word = 0.55 + 0.45 * Math.sin(ms / 430 + 1)
  const breath = Math.sin(ms / 1700) > -0.7 ? 1 : 0.15
  return Math.min(1, (0.25 + 0.75 * syllable) * word * breath)
}

/** Somebody who talks and talks, for what draws loudness. */
export const babble: Meter = { read: () => loudness(performance.now()) }
