import { describe, expect, it } from 'vitest'
import { parrot } from '../../src/simulator/brain/parrot.ts'
import { pushToTalk, saying, shape, simulated, types } from './support/simulated.ts'

describe('a spoken turn', () => {
  it('is announced, ended, committed, and answered', async () => {
    const { append, by, events, clock } = simulated()
    append(500, 0)
    append(1000)
    const ending = by(() => append(100, 0))
    const [started] = events.filter(({ type }) => type === 'input_audio_buffer.speech_started')
    expect(started?.audio_start_ms).toBe(500)
    expect(types(ending).slice(0, 5)).toEqual([
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
    ])
    expect(ending[0]).toMatchObject({ audio_end_ms: 1500, item_id: started?.item_id })
    expect(ending[1]).toMatchObject({ previous_item_id: null, item_id: started?.item_id })
    expect(ending[2]?.item).toMatchObject({
      id: started?.item_id,
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    })
    await clock.advance(2000)
    expect(shape(events).at(-2)).toBe('response.done')
  })

  it('stands after what was said before it', async () => {
    const { append, clock, last } = simulated()
    append(200)
    append(100, 0)
    await clock.advance(2000)
    const answerId = last('response.done').response.output[0].id
    append(200)
    append(100, 0)
    expect(last('input_audio_buffer.committed').previous_item_id).toBe(answerId)
    expect(last('input_audio_buffer.speech_started').audio_start_ms).toBe(300)
  })

  it('keeps its sound, and only its own', () => {
    const { append, say, last } = simulated()
    append(5000, 0)
    append(300, 1234)
    append(100, 0)
    const { item_id } = last('input_audio_buffer.committed')
    say({ type: 'conversation.item.retrieve', item_id })
    const [part] = last('conversation.item.retrieved').item.content
    const bytes = Buffer.from(part.audio, 'base64')
    expect(bytes.length / 48).toBe(300)
    expect(bytes.readInt16LE(0)).toBe(1234)
    expect(bytes.readInt16LE(bytes.length - 2)).toBe(1234)
  })

  it('may come cut in the middle of a sample', () => {
    const { session, say, last } = simulated()
    // Every sample is 0x0201: one shifted by a byte would be 0x0102.
    const bytes = Buffer.alloc(48 * 200, Buffer.from([0x01, 0x02]))
    for (const part of [bytes.subarray(0, 4801), bytes.subarray(4801), Buffer.alloc(4800)])
      session.receive({ type: 'input_audio_buffer.append', audio: part.toString('base64') })
    say({
      type: 'conversation.item.retrieve',
      item_id: last('input_audio_buffer.committed').item_id,
    })
    const [{ audio }] = last('conversation.item.retrieved').item.content
    expect(audio).toBe(bytes.toString('base64'))
  })

  it('is not answered when the session creates no responses', () => {
    const { append, update, all } = simulated()
    update({ audio: { input: { turn_detection: { type: 'server_vad', create_response: false } } } })
    append(200)
    append(100, 0)
    expect(all('input_audio_buffer.committed')).toHaveLength(1)
    expect(all('response.created')).toHaveLength(0)
  })

  it('is forgotten when turn detection changes in the middle of it', () => {
    const { append, update, say, all, last } = simulated()
    append(200)
    const announced = last('input_audio_buffer.speech_started').item_id
    update({ audio: { input: { turn_detection: { type: 'server_vad', threshold: 0.7 } } } })
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toHaveLength(0)
    say({ type: 'input_audio_buffer.commit' })
    expect(last('input_audio_buffer.committed').item_id).not.toBe(announced)
    append(300)
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toHaveLength(1)
  })

  it('counts its times from the first sample, also when detection came later', () => {
    const { append, update, last } = simulated()
    update(pushToTalk)
    append(700)
    update({ audio: { input: { turn_detection: { type: 'server_vad' } } } })
    append(300, 0)
    append(200)
    append(100, 0)
    expect(last('input_audio_buffer.speech_started').audio_start_ms).toBe(1000)
    expect(last('input_audio_buffer.speech_stopped').audio_end_ms).toBe(1200)
  })

  it('tells the ears what was asked for', () => {
    const told: unknown[] = []
    const { update } = simulated({
      createHearing: () => ({
        configure: (settings) => told.push(settings),
        append: () => [],
        reset: () => undefined,
      }),
    })
    const detection = { type: 'server_vad', threshold: 0.8, prefix_padding_ms: 100 }
    update({ audio: { input: { turn_detection: detection } } })
    update({ audio: { input: { turn_detection: { type: 'semantic_vad', eagerness: 'low' } } } })
    update({ audio: { input: { turn_detection: { eagerness: 'high' } } } })
    expect(told).toEqual([
      { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 200 },
      { threshold: 0.8, prefixPaddingMs: 100, silenceDurationMs: 200 },
      { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 1500 },
      { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 400 },
    ])
  })
})

describe('barge-in', () => {
  const answering = async () => {
    const parts = simulated({ brain: saying({ say: 'x'.repeat(200) }) })
    parts.append(200)
    parts.append(100, 0)
    await parts.clock.advance(500)
    return parts
  }

  it('cuts the answer at the first sign of speech, and answers the new turn', async () => {
    const { append, by, all, clock, last } = await answering()
    const cutting = by(() => append(200))
    expect(types(cutting)).toEqual([
      'input_audio_buffer.speech_started',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
      'response.done',
      'rate_limits.updated',
    ])
    expect(cutting.find(({ type }) => type === 'response.output_item.done')?.item.status).toBe(
      'incomplete',
    )
    expect(last('response.done').response.status_details).toEqual({
      type: 'cancelled',
      reason: 'turn_detected',
    })
    append(100, 0)
    await clock.advance(10_000)
    expect(all('response.done').map(({ response }) => response.status)).toEqual([
      'cancelled',
      'completed',
    ])
  })

  it('leaves the answer alone when it may not interrupt, and says that it is busy', async () => {
    const { append, update, all, last, clock } = await answering()
    update({ audio: { input: { turn_detection: { interrupt_response: false } } } })
    append(200)
    append(100, 0)
    expect(all('input_audio_buffer.committed')).toHaveLength(2)
    expect(last('error').error.code).toBe('conversation_already_has_active_response')
    await clock.advance(10_000)
    expect(all('response.done').map(({ response }) => response.status)).toEqual(['completed'])
  })
})

describe('push to talk', () => {
  const holding = () => {
    const parts = simulated()
    parts.update(pushToTalk)
    return parts
  }

  it('makes a turn of what was appended, and answers only when asked', async () => {
    const { append, by, say, all, clock } = holding()
    append(300)
    append(300, 0)
    const commit = by(() => say({ type: 'input_audio_buffer.commit' }))
    expect(types(commit)).toEqual([
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
    ])
    await clock.advance(1000)
    expect(all('response.created')).toHaveLength(0)
    say({ type: 'response.create' })
    expect(all('response.created')).toHaveLength(1)
  })

  it('refuses less than 100 ms, and says how much there is', () => {
    const { append, say, last } = holding()
    append(60)
    say({ type: 'input_audio_buffer.commit' })
    expect(last('error').error).toMatchObject({
      code: 'input_audio_buffer_commit_empty',
      message:
        'Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has 60.00ms of audio.',
    })
  })

  it('forgets what was appended when it is cleared', () => {
    const { append, say, last, by } = holding()
    append(500)
    expect(types(by(() => say({ type: 'input_audio_buffer.clear' })))).toEqual([
      'input_audio_buffer.cleared',
    ])
    say({ type: 'input_audio_buffer.commit' })
    expect(last('error').error.message).toContain('only has 0.00ms')
  })

  it('with detection on, ends the announced turn under its own id', () => {
    const { append, say, last, all } = simulated()
    append(400)
    say({ type: 'input_audio_buffer.commit' })
    expect(last('input_audio_buffer.committed').item_id).toBe(
      last('input_audio_buffer.speech_started').item_id,
    )
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toHaveLength(0)
  })
})

describe('the words of a spoken turn', () => {
  const transcribed = { audio: { input: { transcription: { model: 'whisper-1' } } } }
  const NAME = 'conversation.item.input_audio_transcription'
  const speak = ({ append }: { append: (ms: number, loudness?: number) => void }) => {
    append(3400)
    append(100, 0)
  }

  it('are not told unless the session asks for them', async () => {
    const parts = simulated()
    speak(parts)
    await parts.clock.advance(20_000)
    expect(parts.all(`${NAME}.completed`)).toHaveLength(0)
  })

  it('are an honest placeholder where nobody knows them', async () => {
    const parts = simulated()
    parts.update(transcribed)
    speak(parts)
    await parts.clock.advance(20_000)
    const { transcript, item_id, usage } = parts.last(`${NAME}.completed`)
    expect(transcript).toBe('[speech, 3.4 s]')
    expect(usage).toEqual({ type: 'duration', seconds: 4 })
    expect(item_id).toBe(parts.last('input_audio_buffer.committed').item_id)
    const deltas = parts.all(`${NAME}.delta`).map(({ delta }) => delta)
    expect(deltas.join('')).toBe('[speech, 3.4 s]')
  })

  it('are those of the script where there is one', async () => {
    const brain = { answer: () => [{ say: 'Yes.' }], heard: () => 'What is the weather?' }
    const parts = simulated({ brain })
    parts.update(transcribed)
    speak(parts)
    await parts.clock.advance(20_000)
    expect(parts.last(`${NAME}.completed`).transcript).toBe('What is the weather?')
  })

  it('may come after the answer', async () => {
    const parts = simulated({ transcription: { delayMs: 15_000 } })
    parts.update(transcribed)
    speak(parts)
    await parts.clock.advance(20_000)
    const order = types(parts.events)
    expect(order.indexOf(`${NAME}.completed`)).toBeGreaterThan(order.indexOf('response.done'))
  })

  it('may fail, and the answer comes all the same', async () => {
    const parts = simulated({ transcription: { fails: true } })
    parts.update(transcribed)
    speak(parts)
    await parts.clock.advance(20_000)
    expect(parts.last(`${NAME}.failed`)).toMatchObject({
      item_id: parts.last('input_audio_buffer.committed').item_id,
      error: { code: 'audio_unintelligible' },
    })
    expect(parts.all(`${NAME}.completed`)).toHaveLength(0)
    expect(parts.last('response.done').response.status).toBe('completed')
  })
})

describe('the parrot', () => {
  it("says the user's own sound back, sample for sample", async () => {
    const { append, all, last, clock } = simulated({ brain: parrot() })
    append(250, 777)
    append(100, 0)
    await clock.advance(2000)
    const back = Buffer.concat(
      all('response.output_audio.delta').map(({ delta }) => Buffer.from(delta, 'base64')),
    )
    expect(back.length / 48).toBe(250)
    expect(back.readInt16LE(48 * 200)).toBe(777)
    expect(last('response.output_audio_transcript.done').transcript).toBe('[speech, 0.3 s]')
  })

  it('reads aloud what was typed', async () => {
    const { type, say, last, clock } = simulated({ brain: parrot() })
    type('Good morning')
    say({ type: 'response.create' })
    await clock.advance(2000)
    expect(last('response.output_audio_transcript.done').transcript).toBe('Good morning')
  })
})
