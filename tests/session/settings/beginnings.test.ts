import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { azure } from '../../../src/protocol/endpoint.ts'
import { tool } from '../../../src/session/Tool.ts'
import { agreed, agreeing, ENDPOINTS } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('while connecting', () => {
  it.each([
    ['voice', 'nobody', 'session.audio.output.voice'],
    ['speed', 1.4, 'session.audio.output.speed'],
    ['inputTranscription', { model: 'none' }, 'session.audio.input.transcription.model'],
    ['noiseReduction', 'near_field', 'session.audio.input.noise_reduction'],
    ['maxOutputTokens', 100, 'session.max_output_tokens'],
    ['toolChoice', 'required', 'session.tool_choice'],
  ])('a refused %s leaves the service’s own in force, and is told', async (name, value, param) => {
    const { said, refuse, confirm, connected, problems, inForce, wanted, session } = await agreeing(
      {
        [name]: value,
        instructions: 'Be brief.',
      },
    )
    refuse({ param, message: 'No.' })
    expect(said()).toHaveLength(2)
    expect(said()[1]).toMatchObject({ instructions: 'Be brief.' })
    confirm()
    await connected
    expect(problems).toMatchObject([{ code: 'setting_refused' }])
    expect(problems[0]?.message).toContain(name)
    expect(session.getSnapshot().error).toBe(problems[0])
    expect(inForce()).not.toHaveProperty(name)
    // The next line may be to another service.
    expect(wanted()).toHaveProperty(name, value)
    expect(said()).toHaveLength(2)
  })

  it('several refusals are told one after the other', async () => {
    const { refuse, confirm, connected, problems, said } = await agreeing({
      voice: 'nobody',
      speed: 1.4,
    })
    refuse({ param: 'session.audio.output.voice' })
    refuse({ param: 'session.audio.output.speed' })
    confirm()
    await connected
    expect(problems).toHaveLength(2)
    expect(said().at(-1)?.audio?.output).toEqual({ format: { type: 'audio/pcm', rate: 24_000 } })
  })

  it.each([
    ['instructions', 'session.instructions'],
    ['output', 'session.output_modalities'],
    ['turnDetection', 'session.audio.input.turn_detection.type'],
    ['inputFormat', 'session.audio.input.format'],
    ['outputFormat', 'session.audio.output.format'],
  ])('refused %s end the attempt', async (name, param) => {
    const { refuse, connected, said, session } = await agreeing()
    const outcome = connected.catch((error: unknown) => error)
    refuse({ param, message: 'No.' })
    expect(await outcome).toMatchObject({ code: 'setting_refused' })
    expect(session.getSnapshot().connection.status).toBe('failed')
    expect(said()).toHaveLength(1)
    expect(session.getSnapshot().error?.message).toContain(name)
  })

  it('a refusal that names nothing ends the attempt', async () => {
    const { refuse, connected, eventId } = await agreeing()
    const outcome = connected.catch((error: unknown) => error)
    refuse({ event_id: eventId(0), message: 'No.' })
    expect(await outcome).toMatchObject({ code: 'setting_refused' })
  })

  it('a value that no service takes is not sent, and the line comes up without it', async () => {
    const { confirm, connected, said, problems } = await agreeing({ speed: 9, voice: 'cedar' })
    confirm()
    await connected
    expect(said()[0]?.audio?.output).not.toHaveProperty('speed')
    expect(said()[0]?.audio?.output).toHaveProperty('voice', 'cedar')
    expect(problems).toMatchObject([{ code: 'setting_refused' }])
  })

  it('a turn detection that no service takes is not sent, and ends the attempt', async () => {
    const { connected, said, session } = await agreeing({
      turnDetection: { type: 'server_vad', threshold: 7 },
    })
    await expect(connected).rejects.toMatchObject({ code: 'setting_refused' })
    expect(said()).toEqual([])
    expect(session.getSnapshot().connection.status).toBe('failed')
  })

  it('refused tools end the attempt', async () => {
    const parameters = { type: 'object' } as const
    const tools = [tool({ name: 'weather', description: '', parameters, execute: () => '' })]
    const { refuse, connected, problems } = await agreeing({}, { tools })
    const outcome = connected.catch((error: unknown) => error)
    refuse({ param: 'session.tools[0].name', message: "Invalid 'session.tools[0].name'." })
    expect(await outcome).toMatchObject({ code: 'setting_refused' })
    expect(problems[0]?.message).toContain('tools[0].name')
  })

  it('what was refused may be asked for once more when the line stands', async () => {
    const { session, refuse, confirm, connected, said } = await agreeing({ voice: 'nobody' })
    refuse({ param: 'session.audio.output.voice' })
    confirm()
    await connected
    session.updateSettings({ voice: 'nobody' })
    expect(said()).toHaveLength(3)
    expect(said().at(-1)).toEqual({ type: 'realtime', audio: { output: { voice: 'nobody' } } })
  })

  it('a change of what was refused is sent when the line stands', async () => {
    const { session, refuse, confirm, connected, said } = await agreeing({ voice: 'nobody' })
    refuse({ param: 'session.audio.output.voice' })
    session.updateSettings({ voice: 'cedar' })
    confirm()
    await connected
    expect(said().at(-1)).toEqual({ type: 'realtime', audio: { output: { voice: 'cedar' } } })
  })
})

describe('a setting that the service does not have', () => {
  it('is not sent, and a warning says so on each line: a temperature for the GA protocol', async () => {
    const { said, problems, session, connect } = await agreed(
      { temperature: 0.9 },
      { endpoint: ENDPOINTS.openai },
    )
    expect(said()[0]).not.toHaveProperty('temperature')
    expect(problems).toMatchObject([{ code: 'setting_unavailable', severity: 'warning' }])
    expect(problems[0]?.message).toContain('temperature')
    expect(session.getSnapshot().error).toBeNull()
    session.updateSettings({ temperature: 0.8 })
    expect(said()).toHaveLength(1)
    expect(problems).toHaveLength(2)
    session.disconnect()
    await connect()
    expect(problems).toHaveLength(3)
  })

  it('is not sent, and a warning says so: an idle timeout for Voice Live', async () => {
    const turnDetection = { type: 'server_vad', idleTimeoutMs: 6000 } as const
    const { said, problems } = await agreed({ turnDetection }, { endpoint: ENDPOINTS.voiceLive })
    expect(said()[0]?.audio?.input?.turn_detection).not.toHaveProperty('idle_timeout_ms')
    expect(problems).toMatchObject([{ code: 'setting_unavailable' }])
    expect(problems[0]?.message).toContain('turnDetection.idleTimeoutMs')
  })
})

describe('a temperature', () => {
  const getToken = () => Promise.resolve('token')
  const preview = azure({
    endpoint: 'https://a.openai.azure.com',
    deployment: 'd',
    apiVersion: '2025-04-01-preview',
    getToken,
  })

  it.each([
    ['the preview', preview, 0.3, 'from 0.6 to 1.2'],
    ['Voice Live', ENDPOINTS.voiceLive, 1.1, 'from 0 to 1'],
  ])('has the limits of %s', async (_name, endpoint, temperature, limits) => {
    const { said, problems } = await agreed({ temperature }, { endpoint })
    expect(said()[0]).not.toHaveProperty('temperature')
    expect(problems[0]?.message).toContain(limits)
  })

  it('within the limits is sent', async () => {
    const { said, problems } = await agreed({ temperature: 0.3 }, { endpoint: ENDPOINTS.voiceLive })
    expect(said()[0]).toHaveProperty('temperature', 0.3)
    expect(problems).toEqual([])
  })
})

describe('the voice, once the assistant has spoken', () => {
  const locked = {
    code: 'cannot_update_voice',
    message: "Cannot update a conversation's voice if assistant audio is present.",
  }

  it('goes on, while the new one waits for the next line with a warning', async () => {
    const { session, refuse, problems, inForce, wanted, connect, said } = await agreed({
      voice: 'cedar',
    })
    session.updateSettings({ voice: 'marin' })
    refuse(locked)
    expect(problems).toMatchObject([{ code: 'voice_locked', severity: 'warning' }])
    expect(session.getSnapshot().error).toBeNull()
    expect(session.getSnapshot().refusedSettings).toEqual({ voice: problems[0] })
    expect(inForce().voice).toBe('cedar')
    expect(wanted().voice).toBe('marin')
    session.disconnect()
    await connect()
    expect(said().at(-1)).toMatchObject({ audio: { output: { voice: 'marin' } } })
    expect(session.getSnapshot().refusedSettings).toEqual({})
  })

  it('keeps nothing else from changing', async () => {
    const { session, refuse, said } = await agreed({ voice: 'cedar' })
    session.updateSettings({ voice: 'marin', speed: 1.2 })
    refuse(locked)
    expect(said().at(-1)).toEqual({ type: 'realtime', audio: { output: { speed: 1.2 } } })
  })
})
