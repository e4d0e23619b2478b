import { describe, expect, it } from 'vitest'
import { aLawToPcm16, muLawToPcm16, pcm16ToALaw, pcm16ToMuLaw } from '../../src/audio/sound/g711.ts'
import { samplesToMs } from '../../src/audio/sound/pcm.ts'
import { InputDecoder } from '../../src/simulator/engine/InputDecoder.ts'
import { wireFormat } from '../../src/simulator/engine/WireFormat.ts'
import { parrot } from '../../src/simulator/brain/parrot.ts'
import type { Hearing, HearingEvent } from '../../src/simulator/hearing/Hearing.ts'
import { saying, simulated } from './support/simulated.ts'

const MU = { type: 'audio/pcmu' }
const A = { type: 'audio/pcma' }

/** So many milliseconds of a tone at 8 kHz. */
const tone = (ms: number) =>
  Int16Array.from({ length: ms * 8 }, (_, i) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / 8000)),
  )
/** Half as loud as the sound is where a filter makes a slope of its edge. */
class LoudHearing implements Hearing {
  #received = 0
  #isLoud = false

  configure(): void {
    // Loudness is all that counts here.
  }

  append(pcm: Int16Array): readonly HearingEvent[] {
    const events: HearingEvent[] = []
    for (const sample of pcm) {
      const ms = this.#received++ / 24
      if (sample > 4000 === this.#isLoud) continue
      this.#isLoud = !this.#isLoud
      events.push(
        this.#isLoud ? { type: 'started', audioStartMs: ms } : { type: 'stopped', audioEndMs: ms },
      )
    }
    return events
  }

  reset(): void {
    this.#isLoud = false
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytesOf = (deltas: readonly { readonly delta: string }[]) =>
  Buffer.concat(deltas.map(({ delta }) => Buffer.from(delta, 'base64')))
const loudness = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, one) => sum + one * one, 0) / pcm.length)

const using = (input: object, output: object, options: Parameters<typeof simulated>[0] = {}) => {
  const parts = simulated(options)
  const turn_detection = null
  parts.update({ audio: { input: { format: input, turn_detection }, output: { format: output } } })
  expect(parts.all('error')).toEqual([])
  return parts
}

describe.each([
  ['mu-law', MU, pcm16ToMuLaw, muLawToPcm16],
  ['A-law', A, pcm16ToALaw, aLawToPcm16],
])('a session in %s', (_name, format, encode, decode) => {
  it('hears a byte as an eighth of a millisecond', () => {
    const { say, last, all } = using(format, format)
    const append = (ms: number) =>
      say({ type: 'input_audio_buffer.append', audio: base64(encode(tone(ms))) })
    append(60)
    append(39)
    say({ type: 'input_audio_buffer.commit' })
    expect(last('error').error.message).toContain('only has 99.00ms')
    append(1)
    say({ type: 'input_audio_buffer.commit' })
    expect(all('input_audio_buffer.committed')).toHaveLength(1)
  })

  it('gives back what it heard, as long and as loud', () => {
    const { say, last } = using(format, format)
    const sent = encode(tone(500))
    for (let at = 0; at < sent.length; at += 333)
      say({ type: 'input_audio_buffer.append', audio: base64(sent.subarray(at, at + 333)) })
    say({ type: 'input_audio_buffer.commit' })
    const { item_id } = last('input_audio_buffer.committed')
    say({ type: 'conversation.item.retrieve', item_id })
    const { audio } = last('conversation.item.retrieved').item.content[0]
    const bytes = Buffer.from(audio, 'base64')
    expect(bytes.length).toBe(4000)
    expect(loudness(decode(bytes)) / loudness(tone(500))).toBeCloseTo(1, 1)
  })

  it('speaks a byte for an eighth of a millisecond, and truncates by the millisecond', async () => {
    const { say, all, last, clock } = using(format, format, {
      brain: saying({ say: 'x'.repeat(5) }),
    })
    say({ type: 'response.create' })
    await clock.advance(1000)
    const deltas = all('response.output_audio.delta')
    expect(deltas.map(({ delta }) => Buffer.from(delta, 'base64').length)).toEqual([800, 800, 400])
    const heard = decode(bytesOf(deltas))
    // To the very end, where the filter already sees the silence behind it.
    expect(heard[1000]).toBeGreaterThan(950)
    expect(heard.at(-1)).toBeGreaterThan(300)
    const item_id = last('response.done').response.output[0].id
    const truncate = { type: 'conversation.item.truncate', item_id, content_index: 0 }
    say({ ...truncate, audio_end_ms: 251 })
    expect(last('error').error.message).toContain('Audio content of 250ms')
    say({ ...truncate, audio_end_ms: 130 })
    say({ type: 'conversation.item.retrieve', item_id })
    const { audio } = last('conversation.item.retrieved').item.content[0]
    expect(Buffer.from(audio, 'base64').length).toBe(130 * 8)
  })

  it("lets the parrot say the user's own sound back", async () => {
    const { say, all, clock } = using(format, format, { brain: parrot() })
    say({ type: 'input_audio_buffer.append', audio: base64(encode(tone(730))) })
    say({ type: 'input_audio_buffer.commit' })
    say({ type: 'response.create' })
    await clock.advance(2000)
    const back = decode(bytesOf(all('response.output_audio.delta')))
    expect(back.length).toBe(730 * 8)
    expect(loudness(back) / loudness(tone(730))).toBeCloseTo(1, 1)
  })
})

describe('formats', () => {
  it('may differ between ear and mouth, and for one answer', async () => {
    const { say, all, clock, last } = using(
      MU,
      { type: 'audio/pcm', rate: 24_000 },
      {
        brain: saying({ say: 'xx' }),
      },
    )
    const answer = async (response?: object) => {
      const from = all('response.output_audio.delta').length
      say({ type: 'response.create', response })
      await clock.advance(1000)
      return bytesOf(all('response.output_audio.delta').slice(from)).length
    }
    expect(await answer()).toBe(4800)
    expect(await answer({ audio: { output: { format: A } } })).toBe(800)
    expect(last('response.done').response).toMatchObject({ audio: { output: { format: A } } })
    expect(await answer()).toBe(4800)
  })

  it('find turns by the same clock', () => {
    const { update, say, last } = simulated({ createHearing: () => new LoudHearing() })
    update({ audio: { input: { format: MU } } })
    const append = (ms: number, level: number) => {
      const bytes = pcm16ToMuLaw(new Int16Array(ms * 8).fill(level))
      say({ type: 'input_audio_buffer.append', audio: base64(bytes) })
    }
    append(500, 0)
    append(300, 8000)
    append(200, 0)
    expect(last('input_audio_buffer.speech_started').audio_start_ms).toBe(500)
    expect(last('input_audio_buffer.speech_stopped').audio_end_ms).toBe(800)
    const { item_id } = last('input_audio_buffer.committed')
    say({ type: 'conversation.item.retrieve', item_id })
    const { audio } = last('conversation.item.retrieved').item.content[0]
    expect(Buffer.from(audio, 'base64').length).toBe(300 * 8)
  })

  it('change in mid-sound without losing any of it', () => {
    const { update, say, last } = using(MU, MU)
    say({ type: 'input_audio_buffer.append', audio: base64(pcm16ToMuLaw(tone(70))) })
    update({ audio: { input: { format: { type: 'audio/pcm', rate: 24_000 } } } })
    say({ type: 'input_audio_buffer.append', audio: base64(new Uint8Array(29 * 48)) })
    say({ type: 'input_audio_buffer.commit' })
    expect(last('error').error.message).toContain('only has 99.00ms')
  })

  it.each([8000, 16_000, 24_000])('of PCM may have %d Hz, and a sample may be cut', (rate) => {
    const decoder = new InputDecoder(wireFormat({ type: 'audio/pcm', rate }))
    const bytes = new Uint8Array((rate / 10) * 2).fill(3)
    const parts = [bytes.subarray(0, 1001), bytes.subarray(1001, 1002), bytes.subarray(1002)]
    const lengths = parts.map((part) => decoder.decode(part).length)
    const given = lengths.reduce((total, one) => total + one, 0)
    expect(samplesToMs(given, 24_000) + decoder.pendingMs).toBe(100)
    expect(given + decoder.flush().length).toBe(2400)
    expect(decoder.pendingMs).toBe(0)
  })
})
