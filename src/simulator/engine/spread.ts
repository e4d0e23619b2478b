import { VOICE_RATE_HZ } from '../../audio/pcm.ts'

/** How far the words run ahead of the sound they stand for, as those of the services do. */
const AHEAD_SAMPLES = 0.2 * VOICE_RATE_HZ

/** Words with the space before them, so that joined they are the text again. */
export const words = (text: string): readonly string[] => text.match(/\s*\S+/g) ?? []

/** Each word with the sample at which it is said, by its share of the letters; a little early. */
export function spread(text: string, samples: number): readonly { word: string; at: number }[] {
  const all = words(text)
  const letters = all.reduce((total, word) => total + word.length, 0)
  let before = 0
  return all.map((word) => {
    const at = Math.max(0, (before / letters) * samples - AHEAD_SAMPLES)
    before += word.length
    return { word, at }
  })
}
