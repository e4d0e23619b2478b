import { afterEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { local } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'
import { liveSession } from '../../support/liveSession.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A session on a line of ours, with a clock that stands still until it is moved. */
function button(options: { readonly microphone?: SampledMicrophone } = {}) {
  vi.useFakeTimers()
  const line = scriptedLine()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    settings: { turnDetection: null },
    ...options,
  })
  const words = () => line.sent.map(({ type }) => type).filter((type) => type !== 'session.update')
  const status = () => session.getSnapshot().modelStatus
  return { line, session, words, status }
}

const sound = (ms: number) => new Int16Array(ms * 24).fill(900)

async function connected(options: { readonly microphone?: SampledMicrophone } = {}) {
  const stage = button(options)
  const connecting = stage.session.connect()
  await vi.advanceTimersByTimeAsync(0)
  stage.line.accept()
  await connecting
  return stage
}

describe('push to talk', () => {
  it('takes what was said while the button was held', async () => {
    const { session, words, status } = await connected()
    session.startTurn()
    expect(status()).toBe('listening')
    session.appendAudio(sound(300))
    vi.advanceTimersByTime(300)
    session.endTurn()
    expect(words()).toEqual([
      'input_audio_buffer.clear',
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'response.create',
    ])
  })

  it.each([
    ['the button was held for', 60, 200],
    ['there was sound of', 400, 60],
    ['there was sound of', 400, 0],
  ])('sends nothing but a clear when %s too little (%d ms, %d ms)', async (_what, held, ms) => {
    const { session, words, status } = await connected()
    session.startTurn()
    session.appendAudio(sound(ms))
    vi.advanceTimersByTime(held)
    session.endTurn()
    expect(words().filter((type) => type !== 'input_audio_buffer.append')).toEqual([
      'input_audio_buffer.clear',
      'input_audio_buffer.clear',
    ])
    expect(status()).toBe('idle')
  })

  it('counts only what came since the press', async () => {
    const { session, words } = await connected()
    session.appendAudio(sound(2000))
    session.startTurn()
    vi.advanceTimersByTime(400)
    session.endTurn()
    expect(words()).not.toContain('input_audio_buffer.commit')
  })

  it('goes by the first press of a key that repeats', async () => {
    const { session, words } = await connected()
    session.startTurn()
    session.appendAudio(sound(500))
    for (let times = 0; times < 10; times++) {
      vi.advanceTimersByTime(50)
      session.startTurn()
    }
    session.endTurn()
    session.endTurn()
    expect(words().filter((type) => type === 'input_audio_buffer.commit')).toHaveLength(1)
    expect(words().filter((type) => type === 'input_audio_buffer.clear')).toHaveLength(1)
  })

  it('pressed while connecting, is heard from the first moment of the line', async () => {
    const microphone = new SampledMicrophone()
    const { session, line, words, status } = button({ microphone })
    const connecting = session.connect()
    await vi.advanceTimersByTimeAsync(0)
    session.startTurn()
    microphone.speak(sound(200))
    vi.advanceTimersByTime(200)
    line.accept()
    await connecting
    expect(status()).toBe('listening')
    session.endTurn()
    expect(words().at(-1)).toBe('response.create')
    expect(words()).toContain('input_audio_buffer.commit')
  })

  it('released before there is a line, says nothing', async () => {
    const { session, line, words, status } = button()
    const connecting = session.connect()
    await vi.advanceTimersByTimeAsync(0)
    session.startTurn()
    vi.advanceTimersByTime(500)
    session.endTurn()
    line.accept()
    await connecting
    expect([words(), status()]).toEqual([[], 'idle'])
  })

  it('released after the line broke, says nothing and is not listened to', async () => {
    const { session, line, words, status } = await connected()
    session.startTurn()
    session.appendAudio(sound(500))
    vi.advanceTimersByTime(500)
    line.lose(new VoiceError('connection_lost'))
    session.endTurn()
    expect(words()).not.toContain('input_audio_buffer.commit')
    expect(status()).toBe('idle')
  })

  it('works with sound of one’s own and no microphone, against a real service', async () => {
    const { session, sent } = await liveSession({ settings: { turnDetection: null } })
    await session.connect()
    session.startTurn()
    session.appendAudio(sound(400))
    await new Promise((resolve) => setTimeout(resolve, 120))
    const done = session.once('response.done')
    session.endTurn()
    expect(await done).toMatchObject({ response: { status: 'completed' } })
    expect(sent.map(({ type }) => type)).toEqual([
      'session.update',
      'input_audio_buffer.clear',
      'input_audio_buffer.commit',
      'response.create',
    ])
    expect(session.getSnapshot().conversation.items.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
    ])
  })

  it('without sound and microphone is taken back by a real service', async () => {
    const { session } = await liveSession({ settings: { turnDetection: null } })
    await session.connect()
    const problems: VoiceError[] = []
    session.on('warning', (problem) => problems.push(problem))
    session.startTurn()
    await new Promise((resolve) => setTimeout(resolve, 120))
    const cleared = session.once('input_audio_buffer.cleared')
    session.endTurn()
    await cleared
    expect(problems).toEqual([])
    expect(session.getSnapshot()).toMatchObject({
      modelStatus: 'idle',
      conversation: { items: [] },
    })
  })
})
