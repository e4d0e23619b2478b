import { afterEach, describe, expect, it, vi } from 'vitest'
import { aLawToPcm16, muLawToPcm16, pcm16ToMuLaw } from '../../src/audio/sound/g711.ts'
import { telephone } from '../../src/audio/sound/telephone.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { chunked, tonePcm } from '../audio/signals.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const FORMATS = [
  ['g711_ulaw', muLawToPcm16],
  ['g711_alaw', aLawToPcm16],
] as const

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const loudness = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length)

async function scripted(settings: SessionSettings) {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new SampledMicrophone()
  const player = new ClockedPlayer()
  const problems: string[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    microphone,
    player,
    settings,
    onError: ({ code }) => problems.push(code),
  })
  ends.push(() => session.disconnect())
  await session.connect()
  const appended = () =>
    line.sent.flatMap((event: ClientEvent) =>
      event.type === 'input_audio_buffer.append' ? [...bytesOf(event.audio)] : [],
    )
  return { line, session, microphone, player, problems, appended }
}

describe.each(FORMATS)('the microphone in %s', (inputFormat, decode) => {
  it('says a second in 8,000 bytes, and it is what was said', async () => {
    const { microphone, appended, problems } = await scripted({ inputFormat })
    const tone = tonePcm(24_000, 440)
    for (const piece of chunked(tone, [960, 250, 1])) microphone.speak(piece)
    const heard = decode(Uint8Array.from(appended()))
    // The last 4 ms wait for what follows them.
    expect(heard.length).toBeGreaterThan(7960)
    expect(heard.length).toBeLessThanOrEqual(8000)
    expect(loudness(heard.subarray(800, 7200)) / loudness(tone)).toBeCloseTo(1, 1)
    expect(problems).toEqual([])
  })

  it('ends a turn with real silence', async () => {
    const { line, microphone, appended } = await scripted({ inputFormat })
    microphone.speak(new Int16Array(2400))
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    const before = appended().length
    microphone.mute()
    const silence = decode(Uint8Array.from(appended().slice(before)))
    expect(silence.length).toBeGreaterThan(1000)
    // A-law knows no zero: it says 8.
    expect(Math.max(...silence.map(Math.abs))).toBeLessThanOrEqual(8)
  })
})

describe('the sound of an answer in G.711', () => {
  const delta = (bytes: Uint8Array, item_id = 'a1') => ({
    type: 'response.output_audio.delta',
    response_id: 'r1',
    item_id,
    content_index: 0,
    delta: Buffer.from(bytes).toString('base64'),
  })
  const created = { type: 'response.created', response: { id: 'r1' } }
  const soundDone = {
    type: 'response.output_audio.done',
    response_id: 'r1',
    item_id: 'a1',
    content_index: 0,
  }

  it('is played as long as it is, and as loud', async () => {
    const { line, player, session, problems } = await scripted({ outputFormat: 'g711_ulaw' })
    const bytes = pcm16ToMuLaw(tonePcm(8000, 440, 0.5, 8000))
    line.say(created, delta(bytes.subarray(0, 333)), delta(bytes.subarray(333)), soundDone)
    line.say({ type: 'response.done', response: { id: 'r1', status: 'completed' } })
    player.advance(999)
    expect(session.getSnapshot().modelStatus).toBe('speaking')
    player.advance(500)
    expect(session.getSnapshot().modelStatus).toBe('idle')
    const rendered = player.rendered()
    expect(rendered.findLastIndex((sample) => sample !== 0) / 24).toBeCloseTo(1000, -1)
    const tone = tonePcm(24_000, 440)
    expect(loudness(rendered.subarray(2400, 21_600)) / loudness(tone)).toBeCloseTo(1, 1)
    expect(problems).toEqual([])
  })

  it('is cut where the ear was', async () => {
    const { line, player, session } = await scripted({ outputFormat: 'g711_alaw' })
    line.say(created, delta(new Uint8Array(16_000).fill(0x55)))
    player.advance(500)
    const heard = session.once('heard')
    session.interrupt()
    const [cut] = await heard
    expect(cut?.heardMs).toBe(505)
    expect(cut?.receivedMs).toBeLessThanOrEqual(2000)
    expect(line.sent).toContainEqual(
      expect.objectContaining({ type: 'conversation.item.truncate', audio_end_ms: 505 }),
    )
  })

  it('that cannot be read is left out, and the rest is heard', async () => {
    const { line, player, session, problems } = await scripted({ outputFormat: 'g711_ulaw' })
    line.say(created, { ...delta(new Uint8Array(0)), delta: '?' }, delta(new Uint8Array(800)))
    line.say(soundDone, { type: 'response.done', response: { id: 'r1', status: 'completed' } })
    player.advance(50)
    expect(session.getSnapshot().modelStatus).toBe('speaking')
    player.advance(100)
    expect(session.getSnapshot().modelStatus).toBe('idle')
    expect(problems).toEqual(['protocol_warning'])
  })
})

describe('a format that is changed while connecting', () => {
  it('is written from the first sound on', async () => {
    const line = scriptedLine()
    const microphone = new SampledMicrophone()
    const session = new RealtimeSession({
      endpoint: local({ url: 'ws://localhost:4400' }),
      transport: line.transport,
      microphone,
    })
    ends.push(() => session.disconnect())
    const connected = session.connect()
    await vi.waitUntil(() => line.opened() === 1)
    session.updateSettings({ inputFormat: 'g711_ulaw' })
    line.accept()
    await connected
    microphone.speak(new Int16Array(2400))
    await vi.waitUntil(() => line.sent.some(({ type }) => type === 'input_audio_buffer.append'))
    const bytes = line.sent.flatMap((event) =>
      event.type === 'input_audio_buffer.append' ? [...bytesOf(event.audio)] : [],
    )
    expect(bytes.length).toBeLessThanOrEqual(800)
    expect(new Set(bytes)).toEqual(new Set([0xff]))
  })
})

it('owes nothing at the end of a sound, however it was cut', () => {
  for (const length of [0, 1, 20, 333, 8001]) {
    const sound = telephone.listen('g711_ulaw')
    const bytes = new Uint8Array(length).fill(0xff)
    const pieces = [bytes.subarray(0, 7), bytes.subarray(7)].map((piece) =>
      sound.hear(Buffer.from(piece).toString('base64')),
    )
    const all = [...pieces, sound.end()].reduce((sum, piece) => sum + piece.length, 0)
    expect(all).toBe(3 * length)
  }
})
