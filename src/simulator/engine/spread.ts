import { VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'

/** How far the words run ahead of the sound they stand for, as those of the services do. */
const AHEAD_SAMPLES = 0.2 * VOICE_RATE_HZ

export interface SpreadWord {
  readonly word: string
  /** The sample before which it is written. */
  readonly at: number
  /** Where its sound lies. */
  readonly from: number
  readonly to: number
}

/** Words with the space before them, so that joined they are the text again. */
export const words = (text: string): readonly string[] => text.match(/\s*\S+/g) ?? []

/** Each word with its place in the sound, by its share of the letters. */
export function spread(text: string, samples: number): readonly SpreadWord[] {
  const all = words(text)
  const letters = all.reduce((total, word) => total + word.length, 0)
  let before = 0
  return all.map((word) => {
    const from = (before / letters) * samples
    before += word.length
    const to = (before / letters) * samples
    return { word, at: Math.max(0, from - AHEAD_SAMPLES), from, to }
  })
}
