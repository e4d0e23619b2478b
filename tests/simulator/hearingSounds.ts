import { noise } from '../audio/vad/signal.ts'

const RATE_HZ = 24_000

/** Silence with the faint hiss that every microphone has. */
export function silence(ms: number): Int16Array {
  const random = noise(3)
  return Int16Array.from({ length: (ms * RATE_HZ) / 1000 }, () => Math.round(random() * 6))
}

export function join(...parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The sound with white noise under it, from end to end. */
export function noisy(pcm: Int16Array, snrDb: number): Int16Array {
  const loud = pcm.filter((sample) => Math.abs(sample) > 200)
  const rms = Math.sqrt(loud.reduce((sum, sample) => sum + sample * sample, 0) / loud.length)
  // Uniform noise of amplitude a has a root mean square of a / sqrt(3).
  const amplitude = (rms / 10 ** (snrDb / 20)) * Math.sqrt(3)
  const random = noise(5)
  return pcm.map((sample) =>
    Math.max(-32768, Math.min(32767, Math.round(sample + amplitude * random()))),
  )
}

const sound = (seconds: number, at: (t: number, random: () => number) => number): Int16Array => {
  const random = noise(11)
  return Int16Array.from({ length: seconds * RATE_HZ }, (_, i) =>
    Math.round(32767 * Math.max(-1, Math.min(1, at(i / RATE_HZ, random)))),
  )
}

const sine = (hz: number, t: number) => Math.sin(2 * Math.PI * hz * t)

/** Thirty seconds in which nobody speaks. */
export function noises(): Int16Array {
  let smooth = 0
  return join(
    sound(5, (_, random) => 0.1 * random()),
    sound(5, (_, random) => (smooth = 0.98 * smooth + 0.02 * random()) * 2),
    sound(4, (t) => 0.2 * (sine(50, t) + 0.5 * sine(150, t))),
    sound(4, (t) => 0.3 * sine(1000, t)),
    // Claps: bursts of noise that die away.
    sound(4, (t, random) => 0.9 * random() * Math.exp(-60 * (t % 0.5))),
    // Beeps, and a melody of chords.
    sound(4, (t) => (t % 0.4 < 0.1 ? 0.3 * sine(880, t) : 0)),
    sound(4, (t) => {
      const root = 220 * 2 ** ([0, 4, 7, 12][Math.floor(t * 2) % 4]! / 12)
      return 0.1 * (sine(root, t) + sine(root * 1.26, t) + sine(root * 1.5, t))
    }),
  )
}
