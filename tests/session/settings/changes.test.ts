import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { agreed, agreeing, ENDPOINTS } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a change of settings', () => {
  it('sends only what is changed by it', async () => {
    const { session, said } = await agreed({ speed: 1.1, instructions: 'Be brief.' })
    session.updateSettings({ speed: 1.2, instructions: 'Be brief.' })
    expect(said().slice(1)).toEqual([{ type: 'realtime', audio: { output: { speed: 1.2 } } }])
  })

  it('sends nothing when nothing is changed by it', async () => {
    const { session, said } = await agreed({ speed: 1.1 })
    session.updateSettings({ speed: 1.1 })
    session.updateSettings({})
    expect(said()).toHaveLength(1)
  })

  it('is in force when the service says so, and not before', async () => {
    const { session, confirm, inForce, wanted } = await agreed({ speed: 1.1 })
    session.updateSettings({ speed: 1.2 })
    expect(inForce().speed).toBe(1.1)
    expect(wanted().speed).toBe(1.2)
    confirm()
    expect(inForce().speed).toBe(1.2)
  })

  it('takes what the service says for what is in force, whatever was asked for', async () => {
    const { session, line, inForce } = await agreed()
    session.updateSettings({ speed: 1.2 })
    line.say({ type: 'session.updated', session: { audio: { output: { speed: 1.15 } } } })
    expect(inForce().speed).toBe(1.15)
  })

  it('confirms the oldest of several that are under way, and not the others', async () => {
    const { session, confirm, inForce } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.2 })
    session.updateSettings({ maxOutputTokens: 100 })
    confirm(1)
    expect(inForce()).toMatchObject({ speed: 1.2 })
    expect(inForce().maxOutputTokens).toBeUndefined()
    confirm(2)
    expect(inForce().maxOutputTokens).toBe(100)
  })

  it('leaves in force what the service says nothing of', async () => {
    const { session, line, inForce } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.2, raw: { truncation: 'auto' } })
    line.say({ type: 'session.updated', session: { max_output_tokens: 50 } })
    expect(inForce()).toMatchObject({ speed: 1, maxOutputTokens: 50, raw: { truncation: 'auto' } })
  })

  it('gives every update an id of its own', async () => {
    const { session, updates } = await agreed()
    session.updateSettings({ speed: 1.2 })
    session.updateSettings({ speed: 1.3 })
    expect(new Set(updates().map((event) => event.event_id)).size).toBe(3)
  })

  it.each([
    ['instructions', 'Be brief.', { instructions: '' }],
    ['speed', 1.2, { audio: { output: { speed: 1 } } }],
    ['maxOutputTokens', 100, { max_output_tokens: 'inf' }],
    ['toolChoice', 'none', { tool_choice: 'auto' }],
    ['noiseReduction', 'far_field', { audio: { input: { noise_reduction: null } } }],
    ['inputTranscription', null, { audio: { input: { transcription: { model: 'whisper-1' } } } }],
    ['output', 'text', { output_modalities: ['audio'] }],
  ])('that takes %s away asks for its default', async (name, value, wire) => {
    const { session, said } = await agreed({ [name]: value })
    session.updateSettings({ [name]: undefined })
    expect(said().slice(1)).toEqual([{ type: 'realtime', ...wire }])
  })

  it('that takes the temperature away asks for the default of this service', async () => {
    const { session, said } = await agreed({ temperature: 0.3 }, { endpoint: ENDPOINTS.voiceLive })
    session.updateSettings({ temperature: undefined })
    expect(said().at(-1)).toEqual({ type: 'realtime', temperature: 0.7 })
  })

  it('that takes the voice away waits for the next line, because no service shares a default', async () => {
    const { session, said, connect } = await agreed({ voice: 'cedar' })
    session.updateSettings({ voice: undefined })
    expect(said()).toHaveLength(1)
    session.disconnect()
    await connect()
    expect(said().at(-1)?.audio?.output).not.toHaveProperty('voice')
  })

  it('of the formats waits for the next line', async () => {
    const { session, said, connect, inForce } = await agreed()
    session.updateSettings({ inputFormat: 'g711_ulaw', speed: 1.2 })
    expect(said().at(-1)).toEqual({ type: 'realtime', audio: { output: { speed: 1.2 } } })
    session.updateSettings({ outputFormat: 'g711_ulaw' })
    expect(said()).toHaveLength(2)
    expect(inForce()).toMatchObject({ inputFormat: 'pcm16', outputFormat: 'pcm16' })
    session.disconnect()
    await connect()
    expect(said().at(-1)).toMatchObject({
      audio: {
        input: { format: { type: 'audio/pcmu' } },
        output: { format: { type: 'audio/pcmu' } },
      },
    })
  })
})

describe('turn detection', () => {
  const whole = {
    type: 'server_vad',
    threshold: 0.7,
    prefix_padding_ms: 300,
    silence_duration_ms: 500,
    create_response: true,
    interrupt_response: true,
  }
  const loud = { type: 'server_vad', threshold: 0.7 } as const

  it('is always sent whole', async () => {
    const { session, said } = await agreed()
    session.updateSettings({ turnDetection: loud })
    expect(said().at(-1)).toEqual({
      type: 'realtime',
      audio: { input: { turn_detection: whole } },
    })
  })

  it('switches the idle timeout off that it does not name any more', async () => {
    const { session, confirm, said } = await agreed({
      turnDetection: { type: 'server_vad', idleTimeoutMs: 6000 },
    })
    session.updateSettings({ turnDetection: loud })
    expect(said().at(-1)?.audio?.input?.turn_detection).toEqual({
      ...whole,
      idle_timeout_ms: null,
    })
    confirm()
    session.updateSettings({ turnDetection: { type: 'server_vad' } })
    expect(said().at(-1)?.audio?.input?.turn_detection).not.toHaveProperty('idle_timeout_ms')
  })

  it('keeps what raw adds to it', async () => {
    const raw = { audio: { input: { turn_detection: { remove_filler_words: true } } } }
    const { session, said } = await agreed({ raw })
    session.updateSettings({ turnDetection: loud })
    expect(said().at(-1)?.audio?.input?.turn_detection).toEqual({
      ...whole,
      remove_filler_words: true,
    })
  })

  it('keeps what a service has of its own, when a field of it is changed', async () => {
    const { session, line, said, inForce } = await agreed()
    const turn_detection = { ...whole, type: 'azure_semantic_vad', speech_duration_ms: 80 }
    line.say({ type: 'session.updated', session: { audio: { input: { turn_detection } } } })
    const { turnDetection } = inForce()
    if (turnDetection?.type !== 'server_vad') throw new Error('it is read as server_vad')
    session.updateSettings({ turnDetection: { ...turnDetection, threshold: 0.6 } })
    expect(said().at(-1)?.audio?.input?.turn_detection).toMatchObject({ speech_duration_ms: 80 })
  })
})

describe('raw', () => {
  it('is merged into what we say ourselves, and wins', async () => {
    const { said } = await agreeing({
      inputTranscription: { model: 'gpt-transcribe', language: 'de' },
      raw: {
        truncation: 'disabled',
        audio: { input: { transcription: { language: 'fr', keywords: ['Ålesund'] } } },
      },
    })
    expect(said()[0]).toMatchObject({
      type: 'realtime',
      truncation: 'disabled',
      audio: {
        input: {
          transcription: { model: 'gpt-transcribe', language: 'fr', keywords: ['Ålesund'] },
          turn_detection: { type: 'server_vad' },
        },
      },
    })
  })
})

describe('on every line', () => {
  it('all that is wanted is said anew', async () => {
    const { session, line, connect, said } = await agreed({ voice: 'cedar' })
    session.updateSettings({ speed: 1.3 })
    line.lose(new VoiceError('connection_lost'))
    await connect()
    expect(said().at(-1)).toMatchObject({ audio: { output: { voice: 'cedar', speed: 1.3 } } })
  })

  it('a beginning that is told twice is answered once', async () => {
    const { line, said } = await agreeing()
    line.say({ type: 'session.created', session: { id: 'sess_1' } })
    expect(said()).toHaveLength(1)
  })

  it('what is repeated without a question changes nothing', async () => {
    const { session, line } = await agreed()
    const before = session.getSnapshot()
    line.say({ type: 'session.updated', session: { id: 'sess_1' } })
    expect(session.getSnapshot()).toBe(before)
  })
})
