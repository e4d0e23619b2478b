import { describe, expect, it } from 'vitest'
import { sound } from './support/parts.ts'
import { pushToTalk, simulated, types } from './support/simulated.ts'

const MINUTE = 60_000
const MOST_LETTERS = 15 * 1024 * 1024
const append = (audio: string) => ({ type: 'input_audio_buffer.append', audio })

describe('a long append', () => {
  it('is heard a second at a time, and others get their turn in between', async () => {
    const { say, all, clock } = simulated()
    say(append(sound(30_000)))
    expect(all('input_audio_buffer.speech_started')).toHaveLength(1)
    expect(clock.pending).toBeGreaterThan(0)
    await clock.advance(0)
    say(append(sound(100, 0)))
    expect(all('input_audio_buffer.speech_stopped')).toMatchObject([{ audio_end_ms: 30_000 }])
  })

  it('comes before all that was sent after it', async () => {
    const { session, say, events, clock, last, update } = simulated()
    update(pushToTalk)
    const from = events.length
    say(append(sound(30_000)))
    say({ type: 'input_audio_buffer.commit' })
    session.receiveText('no JSON')
    session.receiveBinary()
    say(append(sound(300)))
    say({ type: 'input_audio_buffer.commit' })
    expect(events).toHaveLength(from)
    await clock.advance(0)
    const turn = [
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
    ]
    expect(types(events.slice(from))).toEqual([...turn, 'error', 'error', ...turn])
    const lengths = events.slice(from).flatMap(({ type, item_id }) => {
      if (type !== 'input_audio_buffer.committed') return []
      say({ type: 'conversation.item.retrieve', item_id })
      const [part] = last('conversation.item.retrieved').item.content
      return [Buffer.from(part.audio, 'base64').length / 48]
    })
    expect(lengths).toEqual([30_000, 300])
  })

  it('of no more than ten seconds is heard at once', () => {
    const { say, all } = simulated()
    say(append(Buffer.concat([bytes(9900), bytes(100, 0)]).toString('base64')))
    expect(all('input_audio_buffer.committed')).toHaveLength(1)
  })

  it('is left where it is when the session ends', async () => {
    let heard = 0
    const createHearing = () => ({
      configure: () => undefined,
      reset: () => undefined,
      append: () => ((heard += 1), []),
    })
    const { session, say, events, clock } = simulated({ createHearing })
    say(append(sound(30_000)))
    say({ type: 'input_audio_buffer.clear' })
    session.close()
    const from = events.length
    expect(clock.pending).toBe(0)
    await clock.advance(1000)
    say(append(sound(100)))
    session.receiveText(' '.repeat(34 * 1024 * 1024))
    expect(events).toHaveLength(from)
    expect(heard).toBe(1)
  })

  it('is heard without a pause where too much waits behind it', () => {
    const { session, all } = simulated()
    const text = JSON.stringify(append(sound(180_000, 0)))
    for (let i = 0; i < 4; i++) session.receiveText(text)
    session.receiveText(JSON.stringify(append(sound(100))))
    // 46 million letters, of which 33 may wait: the first two were heard.
    expect(all('error')).toHaveLength(0)
    expect(all('input_audio_buffer.speech_started')).toHaveLength(0)
    session.receiveText(`${' '.repeat(34 * 1024 * 1024)}{}`)
    expect(all('input_audio_buffer.speech_started')).toHaveLength(1)
  })

  it('of somebody whose ears break costs him his line, and nobody else anything', async () => {
    const hungUp: number[] = []
    let heard = 0
    const { say, clock, logged } = simulated({
      createHearing: () => ({
        configure: () => undefined,
        reset: () => undefined,
        append() {
          heard += 1
          if (heard > 2) throw new Error('These ears are broken.')
          return []
        },
      }),
      hangUp: (code) => hungUp.push(code),
    })
    say(append(sound(30_000)))
    await clock.advance(0)
    expect(hungUp).toEqual([1011])
    expect(logged.join()).toContain('These ears are broken.')
    expect(clock.pending).toBe(0)
  })
})

describe('15 MiB of base64', () => {
  it('is the most that one event may hold', async () => {
    const { say, last, all, clock, update } = simulated()
    update(pushToTalk)
    say(append('A'.repeat(MOST_LETTERS)))
    await clock.advance(0)
    expect(all('error')).toHaveLength(0)
    say(append('A'.repeat(MOST_LETTERS + 4)))
    expect(last('error').error).toMatchObject({
      code: 'invalid_value',
      message: "Invalid 'audio': more than 15 MiB in one event.",
      param: 'audio',
    })
  })
})

describe('sound that nobody commits', () => {
  const fill = async (minutes: number) => {
    const parts = simulated()
    parts.update(pushToTalk)
    for (let i = 0; i < minutes; i++) parts.say(append(sound(MINUTE)))
    await parts.clock.advance(0)
    return parts
  }
  const FULL = {
    code: 'invalid_value',
    message:
      "Invalid 'audio': more than 15 minutes of audio would be uncommitted. Commit or clear the input audio buffer first.",
    param: 'audio',
  }

  it('is kept for a quarter of an hour, and then refused', async () => {
    const { all, append: more, last } = await fill(15)
    expect(all('error')).toHaveLength(0)
    more(20)
    expect(last('error').error).toMatchObject(FULL)
  })

  it.each(['commit', 'clear'])('may come again after a %s', async (verb) => {
    const { all, append: more, say } = await fill(15)
    say({ type: `input_audio_buffer.${verb}` })
    more(20)
    expect(all('error')).toHaveLength(0)
  })

  it('is measured in the format in which it comes', async () => {
    const { say, last, all, clock, update } = simulated()
    update({ audio: { input: { turn_detection: null, format: { type: 'audio/pcmu' } } } })
    say(append(Buffer.alloc(8000 * 60 * 15).toString('base64')))
    await clock.advance(0)
    expect(all('error')).toHaveLength(0)
    say(append(Buffer.alloc(160).toString('base64')))
    expect(last('error').error).toMatchObject(FULL)
    say({ type: 'input_audio_buffer.clear' })
    say(append(Buffer.alloc(8000 * 60 * 15 + 8000).toString('base64')))
    expect(all('error')).toHaveLength(2)
  })
})

const bytes = (ms: number, loudness?: number) => Buffer.from(sound(ms, loudness), 'base64')
