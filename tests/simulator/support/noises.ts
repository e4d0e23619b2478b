import { noise } from '../../audio/vad/signal.ts'
import { RATE_HZ, rmsOf, scaled } from './soundLevel.ts'

/** So many samples of a sound without end, at the level of full scale; the same for the same seed. */
export type Noise = (samples: number, seed: number) => Float32Array

const each = (samples: number, at: (i: number) => number) =>
  Float32Array.from({ length: samples }, (_, i) => at(i))

export const white: Noise = (samples, seed) => {
  const random = noise(seed)
  return each(samples, () => random())
}

/** Falls by 3 dB each octave: a few one-pole filters, far apart, on the same white noise. */
export const pink: Noise = (samples, seed) => {
  const random = noise(seed)
  const poles = [0.9985, 0.985, 0.88, 0.3]
  const state = poles.map(() => 0)
  return each(samples, () => {
    const input = random()
    return poles.reduce((sum, pole, k) => {
      const next = pole * state[k]! + Math.sqrt(1 - pole * pole) * input
      state[k] = next
      return sum + next
    }, 0)
  })
}

/** Falls by 6 dB each octave, as far rumble does. */
export const brown: Noise = (samples, seed) => {
  const random = noise(seed)
  let level = 0
  return each(samples, () => (level = 0.995 * level + 0.1 * random()))
}

/** The mains in a cheap amplifier: 50 Hz and its overtones, with a little hiss. */
export const hum: Noise = (samples, seed) => {
  const random = noise(seed)
  const overtones = [1, 2, 3, 5, 7, 9]
  return each(samples, (i) => {
    const turn = (2 * Math.PI * 50 * i) / RATE_HZ
    return 0.03 * random() + overtones.reduce((sum, n) => sum + Math.sin(n * turn + n) / n, 0)
  })
}

/**
 * So many people at once, who say these things one after the other, each higher or lower than the others.
 *
 * No noise to a detector of speech: of six it hears words all the time, of two dozen now and then.
 */
export function babbleOf(utterances: readonly Int16Array[], people: number): Noise {
  const said = utterances.map((pcm) => scaled(Float32Array.from(pcm), 1))
  return (samples, seed) => {
    const random = noise(seed)
    const mixed = new Float32Array(samples)
    for (let person = 0; person < people; person++) {
      let which = Math.floor(Math.abs(random()) * said.length)
      let at = Math.abs(random()) * RATE_HZ
      const speed = 1.25 ** random()
      for (let i = 0; i < samples; i++, at += speed) {
        if (at >= said[which]!.length) {
          which = (which + 1) % said.length
          at = 0
        }
        mixed[i]! += said[which]![Math.floor(at)]!
      }
    }
    return mixed
  }
}

/** Speech over a noise that goes on from end to end. @param snrDb - Over the level of the words, without their pauses. */
export function over(speech: Int16Array, background: Float32Array, snrDb: number): Int16Array {
  const words = Float32Array.from(speech.filter((sample) => Math.abs(sample) > 200))
  const level = rmsOf(words) / 10 ** (snrDb / 20)
  const quiet = scaled(background, level)
  return Int16Array.from(speech, (sample, i) =>
    Math.max(-32768, Math.min(32767, Math.round(sample + quiet[i]!))),
  )
}
