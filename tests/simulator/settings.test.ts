import { describe, expect, it } from 'vitest'
import { pushToTalk, simulated, types } from './support/simulated.ts'

describe('the session', () => {
  it('is told first of all, with the defaults of the live service', () => {
    const { events, clock } = simulated({ model: 'gpt-realtime-2' })
    const [created] = events
    expect(created?.type).toBe('session.created')
    expect(created?.session).toEqual({
      type: 'realtime',
      object: 'realtime.session',
      id: expect.stringMatching(/^sess_/),
      model: 'gpt-realtime-2',
      output_modalities: ['audio'],
      instructions: '',
      tools: [],
      tool_choice: 'auto',
      max_output_tokens: 'inf',
      tracing: null,
      prompt: null,
      truncation: 'auto',
      expires_at: Math.floor(clock.now() / 1000) + 3600,
      include: null,
      audio: {
        input: {
          format: { type: 'audio/pcm', rate: 24_000 },
          transcription: null,
          noise_reduction: null,
          turn_detection: {
            type: 'server_vad',
            threshold: 0.5,
            prefix_padding_ms: 300,
            silence_duration_ms: 200,
            idle_timeout_ms: null,
            create_response: true,
            interrupt_response: true,
          },
        },
        output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'marin', speed: 1 },
      },
    })
  })

  it('takes a part, and answers with the whole', () => {
    const { update, last } = simulated()
    update({
      instructions: 'Be brief.',
      audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: 650 } } },
    })
    update({ audio: { output: { voice: 'cedar' } } })
    const { session } = last('session.updated')
    expect(session.instructions).toBe('Be brief.')
    expect(session.audio.output).toMatchObject({ voice: 'cedar', speed: 1 })
    expect(session.audio.input.turn_detection).toMatchObject({
      threshold: 0.5,
      silence_duration_ms: 650,
    })
  })

  it('drops what belongs to another kind of turn detection', () => {
    const { update, last } = simulated()
    const detectionAfter = (turn_detection: object | null) => {
      update({ audio: { input: { turn_detection } } })
      return last('session.updated').session.audio.input.turn_detection
    }
    expect(detectionAfter({ type: 'semantic_vad' })).toEqual({
      type: 'semantic_vad',
      eagerness: 'auto',
      create_response: true,
      interrupt_response: true,
    })
    expect(detectionAfter(null)).toBeNull()
    expect(detectionAfter({ type: 'server_vad' })).toMatchObject({ silence_duration_ms: 200 })
  })

  it.each([
    ['an unknown parameter', { temperature: 0.8 }, 'unknown_parameter', 'session.temperature'],
    [
      'one deep inside',
      { audio: { input: { volume: 1 } } },
      'unknown_parameter',
      'session.audio.input.volume',
    ],
    [
      'a threshold over 1',
      { audio: { input: { turn_detection: { type: 'server_vad', threshold: 1.5 } } } },
      'invalid_value',
      'session.audio.input.turn_detection.threshold',
    ],
    [
      'a threshold that is no number',
      { audio: { input: { turn_detection: { type: 'server_vad', threshold: '0.5' } } } },
      'invalid_value',
      'session.audio.input.turn_detection.threshold',
    ],
    [
      'a negative silence',
      { audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: -1 } } } },
      'invalid_value',
      'session.audio.input.turn_detection.silence_duration_ms',
    ],
    [
      'half a millisecond',
      { audio: { input: { turn_detection: { type: 'server_vad', prefix_padding_ms: 0.5 } } } },
      'invalid_value',
      'session.audio.input.turn_detection.prefix_padding_ms',
    ],
    [
      'an unknown kind of turn detection',
      { audio: { input: { turn_detection: { type: 'none' } } } },
      'invalid_value',
      'session.audio.input.turn_detection.type',
    ],
    [
      'eagerness of a detection that has none',
      { audio: { input: { turn_detection: { type: 'server_vad', eagerness: 'low' } } } },
      'unknown_parameter',
      'session.audio.input.turn_detection.eagerness',
    ],
    [
      'an impatient idle timeout',
      { audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 100 } } } },
      'invalid_value',
      'session.audio.input.turn_detection.idle_timeout_ms',
    ],
    [
      'speech too fast',
      { audio: { output: { speed: 2 } } },
      'invalid_value',
      'session.audio.output.speed',
    ],
    [
      'both modalities',
      { output_modalities: ['text', 'audio'] },
      'invalid_value',
      'session.output_modalities',
    ],
    ['too many tokens', { max_output_tokens: 5000 }, 'invalid_value', 'session.max_output_tokens'],
    [
      'another sample rate',
      { audio: { input: { format: { type: 'audio/pcm', rate: 16_000 } } } },
      'invalid_value',
      'session.audio.input.format.rate',
    ],
    [
      'an unknown noise reduction',
      { audio: { input: { noise_reduction: { type: 'middle' } } } },
      'invalid_value',
      'session.audio.input.noise_reduction.type',
    ],
    ['the prototype', JSON.parse('{"__proto__":{}}'), 'unknown_parameter', 'session.__proto__'],
  ])('refuses %s, and with it the whole update', (_what, wrong: object, code, param) => {
    const { update, last, all } = simulated()
    update({ instructions: 'Changed.', ...wrong })
    expect(last('error').error).toMatchObject({ type: 'invalid_request_error', code, param })
    expect(all('session.updated')).toHaveLength(0)
    update({})
    expect(last('session.updated').session.instructions).toBe('')
  })

  it('needs its type in every update', () => {
    const { say, last } = simulated()
    say({ type: 'session.update', session: { instructions: 'x' }, event_id: 'mine' })
    expect(last('error').error).toEqual({
      type: 'invalid_request_error',
      code: 'missing_required_parameter',
      message: "Missing required parameter: 'session.type'.",
      param: 'session.type',
      event_id: 'mine',
    })
  })

  it('needs the type of a turn detection that was off', () => {
    const { update, last } = simulated()
    update(pushToTalk)
    update({ audio: { input: { turn_detection: { threshold: 0.4 } } } })
    expect(last('error').error).toMatchObject({
      code: 'missing_required_parameter',
      param: 'session.audio.input.turn_detection.type',
    })
  })

  it('is not a transcription session', () => {
    const { say, last } = simulated()
    say({ type: 'session.update', session: { type: 'transcription' } })
    expect(last('error').error).toMatchObject({
      code: null,
      message: 'Passing a transcription session update event to a realtime session is not allowed.',
    })
  })

  it('locks its voice with the first sound of the assistant', async () => {
    const { update, say, last, all, clock } = simulated()
    const voice = (name: string) => ({ audio: { output: { voice: name } } })
    update(voice('cedar'))
    say({ type: 'response.create' })
    await clock.advance(2000)
    update(voice('cedar'))
    expect(all('error')).toHaveLength(0)
    update(voice('marin'))
    expect(last('error').error).toMatchObject({
      code: 'cannot_update_voice',
      message: "Cannot update a conversation's voice if assistant audio is present.",
    })
    say({ type: 'response.create', response: voice('marin') })
    expect(all('error')).toHaveLength(2)
    expect(all('response.created')).toHaveLength(1)
  })

  it('does not lock its voice with written answers', async () => {
    const { update, say, all, clock } = simulated()
    update({ output_modalities: ['text'] })
    say({ type: 'response.create' })
    await clock.advance(5000)
    update({ audio: { output: { voice: 'cedar' } } })
    expect(all('error')).toHaveLength(0)
  })
})

describe('a frame that cannot be used', () => {
  it.each([
    ['text that is not JSON', '{"type":', 'invalid_json'],
    ['nothing', '', 'invalid_json'],
    ['JSON that is no object', '[1]', 'invalid_event'],
    ['null', 'null', 'invalid_event'],
    ['an event without a type', '{"event_id":"e1"}', 'invalid_event'],
    ['a type that is no text', '{"type":5}', 'invalid_event'],
    ['an unknown type', '{"type":"session.delete"}', 'invalid_value'],
    ['a name that every object has', '{"type":"constructor"}', 'invalid_value'],
  ])('is refused: %s', (_what, frame, code) => {
    const { session, last, by, say } = simulated()
    session.receiveText(frame)
    expect(last('error').error.code).toBe(code)
    expect(types(by(() => say({ type: 'input_audio_buffer.clear' })))).toEqual([
      'input_audio_buffer.cleared',
    ])
  })

  it('is refused when it is binary', () => {
    const { session, last } = simulated()
    session.receiveBinary()
    expect(last('error').error.code).toBe('invalid_event')
  })

  it('with an unknown type is answered with the known ones, and its own id', () => {
    const { say, last } = simulated()
    say({ type: 'session.delete', event_id: 'e7' })
    const { message, event_id } = last('error').error
    expect(event_id).toBe('e7')
    expect(message).toContain("'session.delete'")
    expect(message).toContain("'conversation.item.truncate'")
  })

  it.each([
    ['no base64', '!!!'],
    ['no text', 5],
    ['null', null],
  ])('is refused when its sound is %s', (_what, audio) => {
    const { say, last } = simulated()
    say({ type: 'input_audio_buffer.append', audio })
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'audio' })
  })

  it('is refused when a response asks for what does not exist', () => {
    const { say, last, all } = simulated()
    say({ type: 'response.create', response: { temperature: 1 } })
    expect(last('error').error).toMatchObject({
      code: 'unknown_parameter',
      param: 'response.temperature',
    })
    expect(all('response.created')).toHaveLength(0)
  })
})
