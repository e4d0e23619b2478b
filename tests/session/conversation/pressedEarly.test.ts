import { afterEach, describe, expect, it, vi } from 'vitest'
import { base64ToPcm16 } from '../../../src/audio/sound/pcm.ts'
import { VoiceError } from '../../../src/base/errors.ts'
import { local } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A session that is connecting, with the microphone open; at first it still loads what decides about a press. */
async function connecting({ isLoaded = true } = {}) {
  vi.useFakeTimers()
  const line = scriptedLine()
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    settings: { turnDetection: null },
    microphone,
  })
  await microphone.start()
  let attempt = session.connect()
  if (isLoaded) await vi.advanceTimersByTimeAsync(0)
  const speak = (ms: number, level: number) => {
    microphone.speak(new Int16Array(ms * 24).fill(level))
    vi.advanceTimersByTime(ms)
  }
  const connect = async () => {
    await vi.advanceTimersByTimeAsync(0)
    line.accept()
    await attempt
  }
  /** What was sent, in order: each turn with the levels that were heard in it. */
  const words = () => {
    const all: string[] = []
    for (const event of line.sent) {
      if (event.type === 'session.update') continue
      const isSound = event.type === 'input_audio_buffer.append'
      const word = isSound ? `sound ${base64ToPcm16(event.audio)[0]}` : event.type
      if (!isSound || all.at(-1) !== word) all.push(word)
    }
    return all
  }
  const lose = () => line.lose(new VoiceError('connection_lost'))
  const again = async () => {
    attempt = session.connect()
    await vi.advanceTimersByTimeAsync(0)
  }
  return { session, speak, connect, words, lose, again }
}

describe('a turn that is said while connecting', () => {
  it('is taken and answered once there is a line', async () => {
    const { session, speak, connect, words } = await connecting()
    session.startTurn()
    speak(300, 1)
    session.endTurn()
    expect(session.getSnapshot().modelStatus).toBe('thinking')
    await connect()
    expect(words()).toEqual(['sound 1', 'input_audio_buffer.commit', 'response.create'])
  })

  it('has nothing of what was said before the button was down or after it was up', async () => {
    const { session, speak, connect, words } = await connecting()
    speak(300, 1)
    session.startTurn()
    speak(300, 2)
    session.endTurn()
    speak(300, 3)
    await connect()
    expect(words()).toEqual(['sound 2', 'input_audio_buffer.commit', 'sound 3', 'response.create'])
  })

  it('may be one of two, which are answered together', async () => {
    const { session, speak, connect, words } = await connecting()
    for (const level of [1, 2]) {
      session.startTurn()
      speak(300, level)
      session.endTurn()
    }
    await connect()
    expect(words()).toEqual([
      'sound 1',
      'input_audio_buffer.commit',
      'sound 2',
      'input_audio_buffer.commit',
      'response.create',
    ])
  })

  it('goes on when the line is up, and ends with the button', async () => {
    const { session, speak, connect, words } = await connecting()
    session.startTurn()
    speak(60, 1)
    await connect()
    speak(60, 2)
    session.endTurn()
    expect(words()).toEqual(['sound 1', 'sound 2', 'input_audio_buffer.commit', 'response.create'])
  })

  it.each([
    ['less than 100 ms long', 80],
    ['silent because nobody spoke', 0],
  ])('is none when it is %s', async (_what, ms) => {
    const { session, speak, connect, words } = await connecting()
    session.startTurn()
    speak(ms, 1)
    session.endTurn()
    await connect()
    expect([words(), session.getSnapshot().modelStatus]).toEqual([[], 'idle'])
  })

  it.each([false, true])(
    'has all of it where the key repeats, also while the code is loading (loaded: %s)',
    async (isLoaded) => {
      const { session, speak, connect, words } = await connecting({ isLoaded })
      for (const level of [1, 2, 3]) {
        session.startTurn()
        speak(200, level)
      }
      session.endTurn()
      await connect()
      expect(words()).toEqual([
        ...['sound 1', 'sound 2', 'sound 3'],
        ...['input_audio_buffer.commit', 'response.create'],
      ])
    },
  )

  it('is none where the button was pressed on a line that is gone', async () => {
    const { session, speak, connect, words, lose, again } = await connecting()
    await connect()
    session.startTurn()
    speak(400, 1)
    lose()
    await again()
    speak(400, 2)
    session.endTurn()
    await connect()
    expect(words()).not.toContain('input_audio_buffer.commit')
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('begins with the next repeat of a key that is held while the line is replaced', async () => {
    const { session, speak, connect, words, lose, again } = await connecting()
    await connect()
    session.startTurn()
    lose()
    await again()
    speak(400, 1)
    session.startTurn()
    speak(400, 2)
    session.endTurn()
    await connect()
    expect(words().slice(1)).toEqual(['sound 2', 'input_audio_buffer.commit', 'response.create'])
  })

  it('ends once, and only with a button that was down', async () => {
    const { session, speak, connect, words } = await connecting()
    speak(300, 1)
    session.endTurn()
    await connect()
    expect(words()).toEqual(['sound 1'])
  })
})
