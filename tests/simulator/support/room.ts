import { noise } from '../../audio/vad/signal.ts'
import { brown, hum, pink, white } from './noises.ts'
import { music } from './music.ts'
import { RATE_HZ } from './soundLevel.ts'

type Named = readonly [what: string, sound: Float32Array]

const sine = (hz: number, t: number) => Math.sin(2 * Math.PI * hz * t)

const sound = (seconds: number, at: (t: number) => number) =>
  Float32Array.from({ length: seconds * RATE_HZ }, (_, i) => at(i / RATE_HZ))

/** One short thing again and again, at moments that nobody counted. @param strike - What is heard, `t` seconds after it. */
function strikes(
  seconds: number,
  seed: number,
  everyS: number,
  strike: (t: number, random: () => number, strength: number) => number,
): Float32Array {
  const random = noise(seed)
  const whole = new Float32Array(seconds * RATE_HZ)
  for (let atS = 0.3; atS < seconds; atS += everyS * (1 + 0.6 * random())) {
    const strength = 0.7 + 0.3 * random()
    const from = Math.round(atS * RATE_HZ)
    const to = Math.min(whole.length, from + RATE_HZ / 2)
    for (let i = from; i < to; i++)
      whole[i]! += strength * strike((i - from) / RATE_HZ, random, strength)
  }
  return whole
}

const strokes = (): readonly Named[] => [
  ['claps', strikes(20, 31, 0.5, (t, random) => random() * Math.exp(-60 * t))],
  ['applause', strikes(10, 32, 0.02, (t, random) => (t < 0.1 ? random() * Math.exp(-70 * t) : 0))],
  [
    'keys of a keyboard',
    strikes(25, 33, 0.16, (t, random, strength) =>
      t < 0.12
        ? random() * (Math.exp(-400 * t) + 0.5 * Math.exp(-500 * Math.abs(t - 0.07))) +
          0.3 * sine(180 * strength, t) * Math.exp(-120 * t)
        : 0,
    ),
  ],
  ['clicks of a mouse', strikes(10, 34, 0.7, (t, random) => random() * Math.exp(-900 * t))],
  [
    'steps',
    strikes(
      10,
      36,
      0.55,
      (t, random) => sine(70, t) * Math.exp(-40 * t) + 0.2 * random() * Math.exp(-80 * t),
    ),
  ],
  [
    'a drum and a cymbal',
    strikes(20, 37, 0.3, (t, random, strength) =>
      strength > 0.7
        ? sine(60 + 60 * Math.exp(-30 * t), t) * Math.exp(-12 * t)
        : 0.5 * random() * Math.exp(-25 * t),
    ),
  ],
]

const tones = (): readonly Named[] => [
  ['beeps', sound(10, (t) => (t % 0.5 < 0.12 ? sine(880, t) : 0))],
  ['an alarm', sound(10, (t) => sine(t % 1 < 0.5 ? 770 : 960, t))],
  [
    'a telephone being dialled',
    sound(10, (t) => (t % 0.3 < 0.15 ? sine(770, t) + sine(1336, t) : 0)),
  ],
  ['a telephone that rings', sound(10, (t) => (t % 3 < 1 ? sine(425, t) : 0))],
  // Its frequency doubles every two seconds, from 60 Hz.
  ['a sweep', sound(14, (t) => Math.sin(2 * Math.PI * 60 * (2 / Math.LN2) * (2 ** (t / 2) - 1)))],
]

const steady = (): readonly Named[] => {
  const gusts = pink(13 * RATE_HZ, 44)
  return [
    ['white noise', white(12 * RATE_HZ, 41)],
    ['pink noise', pink(12 * RATE_HZ, 42)],
    ['rumble', brown(12 * RATE_HZ, 43)],
    ['wind', gusts.map((sample, i) => sample * (0.6 + 0.4 * sine(0.4, i / RATE_HZ)))],
    ['the mains', hum(12 * RATE_HZ, 45)],
  ]
}

/**
 * Somebody knocks at a wooden door, for half a minute: three times, and waits.
 *
 * The panel rings in many tones between 100 and 2000 Hz that die away in a few hundredths of a second,
 * much as a mouth does, and the detector takes some knocks for syllables.
 */
export function knocks(seed: number): Float32Array {
  const random = noise(seed)
  const tones = Array.from({ length: 20 }, (_, n) => {
    const hz = 100 * (n + 1) * (1 + 0.15 * random())
    return { hz, fade: 20 + 0.15 * hz, strength: random() / (1 + (hz / 450) ** 2) }
  })
  const one = sound(0.4, (t) =>
    tones.reduce(
      (sum, { hz, fade, strength }) => sum + strength * Math.exp(-fade * t) * sine(hz, t),
      0,
    ),
  )
  const whole = new Float32Array(30 * RATE_HZ)
  for (let atS = 0.5, n = 0; atS < 29; n++) {
    const from = Math.round(atS * RATE_HZ)
    one.forEach((sample, i) => (whole[from + i]! += sample))
    atS += n % 3 === 2 ? 1.5 : 0.22 + 0.04 * random()
  }
  return whole
}

/** Five minutes in which nobody speaks, piece by piece. */
export const room = (): readonly Named[] => [...steady(), ...strokes(), ...tones(), ...music()]
