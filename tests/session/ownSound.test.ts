import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pcm16ToBytes } from '../../src/audio/sound/pcm.ts'
import { encodeBase64 } from '../../src/audio/sound/base64.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/SessionSettings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function conversation(settings: SessionSettings = {}) {
  const line = scriptedLine({ autoAccept: true })
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    settings,
  })
  const connected = session.connect()
  await vi.advanceTimersByTimeAsync(1)
  await connected
  line.say({ type: 'response.created', response: { id: 'r1' } })
  const sound = (bytes: Uint8Array, content_index = 0) =>
    line.say({
      type: 'response.output_audio.delta',
      response_id: 'r1',
      item_id: 'a1',
      content_index,
      delta: encodeBase64(bytes),
    })
  return { line, session, sound }
}

const ramp = (length: number) => Int16Array.from({ length }, (_, i) => i * 3 - 700)
const second = () => pcm16ToBytes(new Int16Array(24_000))

describe('the event audio', () => {
  it('hands the sound over as samples, also where two deltas share one', async () => {
    const { session, sound } = await conversation()
    const heard: number[] = []
    session.on('audio', ({ itemId, contentIndex, pcm }) => {
      expect([itemId, contentIndex]).toEqual(['a1', 0])
      heard.push(...pcm)
    })
    const bytes = pcm16ToBytes(ramp(600))
    sound(bytes.subarray(0, 401))
    sound(bytes.subarray(401, 402))
    sound(bytes.subarray(402))
    expect(heard).toEqual([...ramp(600)])
  })

  it('begins each sound anew, also after one that ended on half a sample', async () => {
    const { session, sound } = await conversation()
    const heard: number[] = []
    session.on('audio', ({ pcm }) => heard.push(...pcm))
    sound(new Uint8Array(401))
    sound(pcm16ToBytes(ramp(100)), 1)
    expect(heard.slice(200)).toEqual([...ramp(100)])
  })

  it('names the item and the part of it', async () => {
    const { session, sound } = await conversation()
    const parts: [string, number][] = []
    session.on('audio', ({ itemId, contentIndex }) => parts.push([itemId, contentIndex]))
    sound(second(), 0)
    sound(second(), 2)
    expect(parts).toEqual([
      ['a1', 0],
      ['a1', 2],
    ])
  })

  it('says nothing of what comes after a cut', async () => {
    const { session, sound } = await conversation()
    const listener = vi.fn()
    session.on('audio', listener)
    sound(second())
    session.interrupt()
    sound(second())
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('leaves out what cannot be read, which is told once, and goes on', async () => {
    const { session, line, sound } = await conversation()
    const listener = vi.fn()
    const warned = vi.fn()
    session.on('audio', listener)
    session.on('warning', warned)
    const broken = { type: 'response.output_audio.delta', response_id: 'r1', item_id: 'a1' }
    line.say({ ...broken, content_index: 0, delta: 'no base64!' })
    sound(second())
    expect(warned).toHaveBeenCalledTimes(1)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('is not said of G.711, which travels as it is', async () => {
    const { session, sound } = await conversation({ outputFormat: 'g711_ulaw' })
    const listener = vi.fn()
    const raw = vi.fn()
    session.on('audio', listener)
    session.on('response.output_audio.delta', raw)
    sound(new Uint8Array(8000))
    expect(listener).not.toHaveBeenCalled()
    expect(raw).toHaveBeenCalledTimes(1)
  })
})

describe('what an app plays itself', () => {
  const truncates = (line: Awaited<ReturnType<typeof conversation>>['line']) =>
    line.sent.filter((event) => event.type === 'conversation.item.truncate')

  it('is truncated where the app said that the ear was', async () => {
    const { session, line, sound } = await conversation()
    for (let i = 0; i < 4; i++) sound(second())
    await vi.advanceTimersByTimeAsync(2000)
    expect(session.getSnapshot().modelStatus).toBe('speaking')
    session.reportHeard('a1', 1200)
    await vi.advanceTimersByTimeAsync(300)
    session.interrupt()
    await vi.advanceTimersByTimeAsync(0)
    expect(truncates(line)).toMatchObject([{ item_id: 'a1', content_index: 0, audio_end_ms: 1500 }])
  })

  it('is never truncated beyond what had arrived', async () => {
    const { session, line, sound } = await conversation()
    sound(second())
    await vi.advanceTimersByTimeAsync(10)
    session.reportHeard('a1', 60_000)
    session.interrupt()
    await vi.advanceTimersByTimeAsync(0)
    expect(truncates(line)).toMatchObject([{ audio_end_ms: 1000 }])
  })

  it('is truncated part by part', async () => {
    const { session, line, sound } = await conversation()
    sound(second(), 1)
    await vi.advanceTimersByTimeAsync(10)
    session.reportHeard('a1', 400, 1)
    session.interrupt()
    await vi.advanceTimersByTimeAsync(0)
    expect(truncates(line)).toMatchObject([{ item_id: 'a1', content_index: 1, audio_end_ms: 400 }])
  })

  it('sounds as long as G.711 takes, at 8 kHz', async () => {
    const { session, line, sound } = await conversation({ outputFormat: 'g711_alaw' })
    sound(new Uint8Array(16_000))
    await vi.advanceTimersByTimeAsync(1500)
    expect(session.getSnapshot().modelStatus).toBe('speaking')
    session.interrupt()
    await vi.advanceTimersByTimeAsync(0)
    expect(truncates(line)).toMatchObject([{ audio_end_ms: expect.closeTo(1500, -1) as number }])
  })
})

it('measures the first sound of a session without a player by its own clock', async () => {
  const { session, line, sound } = await conversation()
  line.say({ type: 'response.done', response: { id: 'r1', status: 'completed' } })
  session.sendText('Hello')
  await vi.advanceTimersByTimeAsync(200)
  line.say({ type: 'response.created', response: { id: 'r2' } })
  await vi.advanceTimersByTimeAsync(100)
  line.say({
    type: 'response.output_audio.delta',
    response_id: 'r2',
    item_id: 'a2',
    content_index: 0,
    delta: encodeBase64(second()),
  })
  await vi.advanceTimersByTimeAsync(50)
  expect(session.getSnapshot().measures.turns).toMatchObject([
    { responseId: 'r2', from: 'request', createdMs: 200, firstDeltaMs: 300, firstSoundMs: 300 },
  ])
  expect(sound).toBeTypeOf('function')
})
