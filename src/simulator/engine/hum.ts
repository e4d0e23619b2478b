import { VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'

const SYLLABLE_S = 0.18

/**
 * A soft tone in the rhythm of the words, where there is no voice to say them: nobody takes it for
 * speech, and every part of the path of sound can be heard to work.
 */
export function hum(text: string): Int16Array {
  const syllables = (text.match(/[^\s]{1,3}|\s+/g) ?? []).map((piece) => piece.trim() !== '')
  const length = Math.round(SYLLABLE_S * VOICE_RATE_HZ)
  const pcm = new Int16Array(syllables.length * length)
  syllables.forEach((sounds, index) => {
    if (!sounds) return
    // Falls slowly and wavers a little, as a sentence does; the sine over each one keeps it free of clicks.
    const hz = 170 - (40 * index) / syllables.length + (index % 3) * 12
    for (let i = 0; i < length; i++) {
      const swell = Math.sin((Math.PI * i) / length) ** 2
      const t = i / VOICE_RATE_HZ
      const tone = Math.sin(2 * Math.PI * hz * t) + 0.4 * Math.sin(4 * Math.PI * hz * t)
      pcm[index * length + i] = Math.round(4500 * swell * tone)
    }
  })
  return pcm
}
