import { afterEach, describe, expect, it } from 'vitest'
import { muLawToPcm16, pcm16ToMuLaw } from '../../src/audio/sound/g711.ts'
import { silentMeter } from '../../src/audio/sound/Meter.ts'
import type {
  CaptureListener,
  MicrophoneSource,
  MicrophoneState,
} from '../../src/audio/MicrophoneSource.ts'
import { base64ToPcm16 } from '../../src/audio/sound/pcm.ts'
import { telephone } from '../../src/audio/sound/telephone.ts'
import { Store } from '../../src/base/Store.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { tonePcm } from '../audio/signals.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const loudness = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length)

/** Hears what it is told to, and says at which rate. */
function ownSource(takesWishes: boolean) {
  const wishes: (number | undefined)[] = []
  const listeners = new Map<CaptureListener, number>()
  const source: MicrophoneSource = {
    state: new Store<MicrophoneState>({ status: 'live', error: null }),
    meter: silentMeter,
    start: () => Promise.resolve(),
    stop: () => {},
    mute: () => {},
    unmute: () => {},
    listen(listener, rateHz) {
      wishes.push(rateHz)
      listeners.set(listener, takesWishes ? (rateHz ?? 24_000) : 24_000)
      return () => listeners.delete(listener)
    },
  }
  const speak = (sound: (rateHz: number) => Int16Array<ArrayBuffer>) => {
    for (const [listener, rateHz] of [...listeners])
      if (rateHz === 24_000 && !takesWishes) listener(sound(rateHz))
      else listener(sound(rateHz), rateHz)
  }
  return { source, speak, wishes }
}

describe('the rate of the microphone', () => {
  const session = (microphone: MicrophoneSource, settings: SessionSettings) => {
    const line = scriptedLine({ autoAccept: true })
    const talk = new RealtimeSession({
      endpoint: local({ url: 'ws://localhost:4400' }),
      transport: line.transport,
      microphone,
      settings,
    })
    ends.push(() => talk.disconnect())
    const bytes = () =>
      line.sent.flatMap((event: ClientEvent) =>
        event.type === 'input_audio_buffer.append' ? [...bytesOf(event.audio)] : [],
      )
    return { talk, bytes }
  }

  it('is that of the line from when it is there, so that nothing is resampled twice', async () => {
    const { source, speak, wishes } = ownSource(true)
    const { talk, bytes } = session(source, { inputFormat: 'g711_ulaw' })
    await talk.connect()
    expect(wishes).toEqual([24_000, 8000])
    const sound = tonePcm(320, 440, 0.5, 8000)
    speak(() => sound)
    expect(Uint8Array.from(bytes())).toEqual(pcm16ToMuLaw(sound))
    talk.disconnect()
    expect(wishes).toEqual([24_000, 8000, 24_000])
  })

  it('stays what it is in a line of 24 kHz', async () => {
    const { source, wishes } = ownSource(true)
    await session(source, {}).talk.connect()
    expect(wishes).toEqual([24_000])
  })

  it('may be another than was asked for, and may change', async () => {
    const { source, speak } = ownSource(false)
    const { talk, bytes } = session(source, { inputFormat: 'g711_ulaw' })
    const connected = talk.connect()
    const held = tonePcm(24_000, 440)
    speak(() => held)
    await connected
    speak(() => held)
    const heard = muLawToPcm16(Uint8Array.from(bytes()))
    expect(heard.length).toBeGreaterThan(15_960)
    expect(heard.length).toBeLessThanOrEqual(16_000)
    expect(loudness(heard.subarray(800, 15_200)) / loudness(held)).toBeCloseTo(1, 1)
  })

  it('of what was held while connecting is that of its time', async () => {
    const { source, speak } = ownSource(true)
    const { talk, bytes } = session(source, { inputFormat: 'g711_ulaw' })
    const connected = talk.connect()
    speak((rateHz) => new Int16Array(rateHz / 2).fill(1000))
    await connected
    speak((rateHz) => new Int16Array(rateHz / 2).fill(1000))
    // All of it, the end of what was held included, and as loud.
    const heard = muLawToPcm16(Uint8Array.from(bytes()))
    expect(heard).toHaveLength(8000)
    expect(Math.abs((heard[2000] ?? 0) - 1000)).toBeLessThan(30)
    expect(Math.abs((heard[6000] ?? 0) - 1000)).toBeLessThan(30)
  })
})

it('writes PCM16 at 24 kHz also when a chunk of a line before comes at 8 kHz', () => {
  const write = telephone.speak('pcm16')
  const pcmOf = (base64: string) => base64ToPcm16(base64)
  expect(pcmOf(write(tonePcm(960)))).toEqual(tonePcm(960))
  const raised = [write(tonePcm(800, 440, 0.5, 8000), 8000), write(new Int16Array(0), 24_000)]
  expect(raised.reduce((sum, part) => sum + pcmOf(part).length, 0)).toBe(2400)
  expect(pcmOf(write(tonePcm(960)))).toEqual(tonePcm(960))
})
