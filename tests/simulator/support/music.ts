import { noise } from '../../audio/vad/signal.ts'
import { RATE_HZ } from './soundLevel.ts'

interface Note {
  readonly atS: number
  readonly lastsS: number
  readonly hz: number
}

/** What a note sounds like, `t` seconds after it began. */
type Instrument = (note: Note, t: number) => number

const hz = (semitones: number) => 220 * 2 ** (semitones / 12)
const turn = (frequency: number, t: number) => 2 * Math.PI * frequency * t

const flute: Instrument = ({ hz: f, lastsS }, t) => {
  const swell = Math.min(1, t / 0.06) * Math.min(1, (lastsS - t) / 0.08)
  const wobble = 0.4 * Math.sin(turn(5, t))
  return swell * (Math.sin(turn(f, t) + wobble) + 0.2 * Math.sin(2 * turn(f, t) + wobble))
}

const piano: Instrument = ({ hz: f }, t) => {
  let sum = 0
  for (let n = 1; n <= 6; n++) sum += Math.exp(-t * (2 + n)) * (Math.sin(n * turn(f, t)) / n)
  return Math.min(1, t / 0.004) * sum
}

const organ: Instrument = ({ hz: f, lastsS }, t) => {
  const gate = Math.min(1, t / 0.02, (lastsS - t) / 0.02)
  return gate * [1, 2, 3, 4, 6, 8].reduce((sum, n) => sum + Math.sin(n * turn(f, t)) / n, 0)
}

const bell: Instrument = ({ hz: f }, t) =>
  Math.exp(-3 * t) * Math.sin(turn(f, t) + 3 * Math.exp(-4 * t) * Math.sin(3.5 * turn(f, t)))

function played(seconds: number, notes: readonly Note[], instrument: Instrument): Float32Array {
  const sound = new Float32Array(seconds * RATE_HZ)
  for (const note of notes) {
    const from = Math.round(note.atS * RATE_HZ)
    const to = Math.min(sound.length, from + Math.round(note.lastsS * RATE_HZ))
    for (let i = from; i < to; i++) sound[i]! += instrument(note, (i - from) / RATE_HZ)
  }
  return sound
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11, 12]
const CHORDS = [
  [0, 4, 7],
  [9, 12, 16],
  [5, 9, 12],
  [7, 11, 14],
]

/** A tune that wanders up and down the scale. */
function melody(seconds: number, instrument: Instrument, seed: number): Float32Array {
  const random = noise(seed)
  const notes: Note[] = []
  let step = 3
  for (let atS = 0; atS < seconds;) {
    step = Math.max(0, Math.min(MAJOR.length - 1, step + Math.round(2 * random())))
    const lastsS = random() > 0.3 ? 0.6 : 0.3
    notes.push({ atS, lastsS, hz: hz(MAJOR[step]! + 12) })
    atS += lastsS
  }
  return played(seconds, notes, instrument)
}

const chords = (seconds: number, instrument: Instrument) =>
  played(
    seconds,
    Array.from({ length: Math.ceil(seconds / 2) }, (_, bar) =>
      CHORDS[bar % 4]!.map((tone) => ({ atS: 2 * bar, lastsS: 1.95, hz: hz(tone) })),
    ).flat(),
    instrument,
  )

const arpeggio = (seconds: number, instrument: Instrument) =>
  played(
    seconds,
    Array.from({ length: Math.ceil(seconds / 0.2) }, (_, i) => {
      const tone = CHORDS[Math.floor(i / 8) % 4]![i % 3]!
      return { atS: 0.2 * i, lastsS: 1, hz: hz(tone + 12) }
    }),
    instrument,
  )

/** A minute and a half of it, in eight pieces. */
export const music = (): readonly (readonly [what: string, sound: Float32Array])[] => [
  ['a tune on a flute', melody(12, flute, 21)],
  ['a tune on a piano', melody(12, piano, 22)],
  ['a tune of bells', melody(11, bell, 23)],
  ['chords on an organ', chords(12, organ)],
  ['chords on a piano', chords(12, piano)],
  ['arpeggios on a piano', arpeggio(11, piano)],
  ['arpeggios of bells', arpeggio(10, bell)],
  ['arpeggios on an organ', arpeggio(10, organ)],
]
