import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { agreed, type Complaint } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const tooFast: Complaint = { param: 'session.audio.output.speed', message: 'Too fast.' }

describe('a setting that the service refuses', () => {
  it('keeps its old value, and is named with the reason of the service in our words', async () => {
    const { session, problems, refuse, inForce, wanted } = await agreed({ voice: 'cedar' })
    session.updateSettings({ voice: 'nobody' })
    refuse({
      param: 'session.audio.output.voice',
      message: "Invalid value: 'nobody'. Supported values are: 'alloy', 'ash'.",
    })
    expect(inForce().voice).toBe('cedar')
    expect(wanted().voice).toBe('cedar')
    expect(session.getSnapshot().error).toBe(problems[0])
    expect(problems).toMatchObject([
      {
        code: 'setting_refused',
        severity: 'error',
        message:
          "voice stays as it was: Invalid value: 'nobody'. Supported values are: 'alloy', 'ash'.",
      },
    ])
  })

  it.each([
    ['session.audio.input.turn_detection.threshold', 'turnDetection.threshold'],
    ['session.turn_detection.prefix_padding_ms', 'turnDetection.prefixPaddingMs'],
  ])('is named by our name for %s, also in the sentence', async (param, name) => {
    const { session, problems, refuse } = await agreed()
    session.updateSettings({ turnDetection: { type: 'server_vad', threshold: 0.9 } })
    refuse({ param, message: `Invalid '${param}': expected less.` })
    expect(problems[0]?.message).toBe(`${name} stays as it was: Invalid '${name}': expected less.`)
  })

  it('is told at its name in the snapshot until it is asked for again', async () => {
    const { session, problems, refuse } = await agreed()
    const refused = () => session.getSnapshot().refusedSettings
    session.updateSettings({ speed: 1.4 })
    refuse(tooFast)
    expect(refused()).toEqual({ speed: problems[0] })
    session.updateSettings({ maxOutputTokens: 100 })
    expect(refused()).toEqual({ speed: problems[0] })
    session.updateSettings({ speed: 1.3 })
    expect(refused()).toEqual({})
  })

  it('may be asked for again, with the same value', async () => {
    const { session, refuse, said } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.4 })
    refuse(tooFast)
    session.updateSettings({ speed: 1.4 })
    expect(said()).toHaveLength(3)
  })

  it('takes no other of its update with it: they are sent again', async () => {
    const { session, said, refuse, confirm, inForce, wanted } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.4, instructions: 'Be brief.', maxOutputTokens: 100 })
    refuse(tooFast)
    expect(said().slice(2)).toEqual([
      { type: 'realtime', instructions: 'Be brief.', max_output_tokens: 100 },
    ])
    confirm()
    expect(inForce()).toMatchObject({ speed: 1, instructions: 'Be brief.', maxOutputTokens: 100 })
    expect(wanted()).toMatchObject({ speed: 1, instructions: 'Be brief.', maxOutputTokens: 100 })
  })

  it('does not let the others of its update run over what was asked for since', async () => {
    const { session, said, refuse } = await agreed()
    session.updateSettings({ speed: 1.4, instructions: 'Be brief.' })
    session.updateSettings({ instructions: 'Be kind.' })
    refuse(tooFast)
    expect(said().at(-1)).toEqual({ type: 'realtime', instructions: 'Be kind.' })
  })

  it('is not repeated where its words are nobody else’s business', async () => {
    const { session, problems, refuse } = await agreed()
    session.updateSettings({ instructions: 'The safe is behind the clock.' })
    refuse({ param: 'session.instructions', message: 'Not allowed: The safe is behind the clock.' })
    expect(problems[0]?.message).toBe(
      'instructions stays as it was: the service does not take the new words.',
    )
    expect(JSON.stringify(problems[0]?.cause ?? '')).not.toContain('safe')
  })

  it('names what nobody could send by one name', async () => {
    const { session, problems, refuse } = await agreed()
    session.updateSettings({ raw: { truncation: 'some' } })
    refuse({ param: 'session.truncation', message: "Invalid value: 'some'." })
    expect(problems[0]?.message).toBe("truncation stays as it was: Invalid value: 'some'.")
    expect(session.getSnapshot().refusedSettings).toHaveProperty('raw')
  })

  it('that the service does not know is left out from then on, with a warning', async () => {
    const { session, problems, refuse, said, confirm, inForce } = await agreed()
    const inputTranscription = { model: 'gpt-transcribe', language: 'de', prompt: 'Ålesund' }
    session.updateSettings({ inputTranscription })
    const param = 'session.audio.input.transcription.prompt'
    refuse({ code: 'unknown_parameter', param, message: `Unknown parameter: '${param}'.` })
    expect(problems).toMatchObject([{ code: 'setting_unavailable', severity: 'warning' }])
    expect(problems[0]?.message).toContain('inputTranscription.prompt')
    const known = { model: 'gpt-transcribe', language: 'de' }
    expect(said().at(-1)?.audio?.input?.transcription).toEqual(known)
    confirm()
    expect(inForce().inputTranscription).toEqual(known)
    session.updateSettings({ inputTranscription: { ...inputTranscription, language: 'fr' } })
    expect(said().at(-1)?.audio?.input?.transcription).toEqual({ ...known, language: 'fr' })
  })

  it('that the service does not know, and that cannot be left out, is asked for twice at most', async () => {
    const { session, problems, refuse, said } = await agreed()
    session.updateSettings({ turnDetection: { type: 'server_vad', threshold: 0.8 } })
    const param = 'session.audio.input.turn_detection.some.thing'
    const complaint = { code: 'unknown_parameter', param }
    refuse(complaint)
    refuse(complaint)
    refuse(complaint)
    expect(said()).toHaveLength(3)
    expect(problems.map(({ code }) => code)).toContain('setting_refused')
  })
})

describe('several updates that are under way', () => {
  async function two() {
    const world = await agreed({ speed: 1, maxOutputTokens: 50 })
    world.session.updateSettings({ speed: 1.4 })
    world.session.updateSettings({ maxOutputTokens: 100 })
    return world
  }
  const left = { speed: 1, maxOutputTokens: 100 }

  it('are told apart by the id that the error names', async () => {
    const { confirm, refuse, eventId, wanted, inForce, problems } = await two()
    refuse({ event_id: eventId(1), message: 'No.' })
    expect(problems[0]?.message).toBe('speed stays as it was: No.')
    expect(wanted()).toMatchObject(left)
    confirm(2)
    expect(inForce()).toMatchObject(left)
  })

  it('are told apart by the place that the error names, when it names no update', async () => {
    const { confirm, refuse, wanted, inForce } = await two()
    refuse({ param: 'session.max_output_tokens', message: 'No.' })
    expect(wanted()).toMatchObject({ speed: 1.4, maxOutputTokens: 50 })
    confirm(1)
    expect(inForce()).toMatchObject({ speed: 1.4, maxOutputTokens: 50 })
  })

  it('of one setting: the last one is wanted, also when the first is refused', async () => {
    const { session, refuse, eventId, wanted, confirm, inForce } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.4 })
    session.updateSettings({ speed: 1.2 })
    refuse({ ...tooFast, event_id: eventId(1) })
    expect(wanted().speed).toBe(1.2)
    confirm()
    expect(inForce().speed).toBe(1.2)
  })

  it('of one setting: what is still under way is wanted again when the last one is refused', async () => {
    const { session, refuse, eventId, wanted, confirm, inForce } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.2 })
    session.updateSettings({ speed: 1.4 })
    refuse({ ...tooFast, event_id: eventId(2) })
    expect(wanted().speed).toBe(1.2)
    confirm(1)
    expect(inForce().speed).toBe(1.2)
  })

  it('are not confused by an error about something else', async () => {
    const { refuse, confirm, wanted, inForce } = await two()
    refuse({ message: 'Something.', event_id: 'app-1' })
    refuse({ message: 'Something.', param: 'item.content' })
    refuse({ message: 'Something.', type: 'server_error' })
    confirm(1)
    confirm(2)
    expect(wanted()).toMatchObject({ speed: 1.4, maxOutputTokens: 100 })
    expect(inForce()).toMatchObject({ speed: 1.4, maxOutputTokens: 100 })
  })

  it('survive an error about an update that nobody sent', async () => {
    const { refuse, problems, wanted } = await two()
    refuse({ param: 'session.audio.output.speed', message: 'No.', event_id: 'app-1' })
    refuse({ param: 'session.tool_choice', message: 'No.' })
    expect(problems).toMatchObject([{ code: 'setting_refused' }, { code: 'setting_refused' }])
    expect(wanted()).toMatchObject({ speed: 1.4, maxOutputTokens: 100 })
  })
})

describe('a value that no service takes', () => {
  it.each([
    [{ speed: 3 }, 'speed stays as it was: it takes a number from 0.25 to 1.5, not 3.'],
    [{ speed: Number.NaN }, 'speed stays as it was: it takes a number from 0.25 to 1.5, not NaN.'],
    [
      { maxOutputTokens: 10.5 },
      'maxOutputTokens stays as it was: it takes a whole number from 1 to 4096, not 10.5.',
    ],
    [
      { turnDetection: { type: 'server_vad', threshold: 1.1 } as const },
      'turnDetection.threshold stays as it was: it takes a number from 0 to 1, not 1.1.',
    ],
    [
      { turnDetection: { type: 'server_vad', silenceDurationMs: -1 } as const },
      'turnDetection.silenceDurationMs stays as it was: it takes a whole number of at least 0, not -1.',
    ],
    [
      { turnDetection: { type: 'server_vad', idleTimeoutMs: 100 } as const },
      'turnDetection.idleTimeoutMs stays as it was: it takes a whole number from 5000 to 30000, not 100.',
    ],
    [
      { noiseReduction: { type: 'near_field', strength: 2 } as const },
      'noiseReduction.strength stays as it was: it takes a number from 0 to 1, not 2.',
    ],
  ])('is refused before it is sent: %j', async (change, message) => {
    const { session, said, problems, wanted } = await agreed()
    const before = wanted()
    session.updateSettings({ ...change, instructions: 'Be brief.' })
    expect(said().slice(1)).toEqual([{ type: 'realtime', instructions: 'Be brief.' }])
    expect(problems).toMatchObject([{ code: 'setting_refused', message }])
    expect(wanted()).toEqual({ ...before, instructions: 'Be brief.' })
  })

  it('is not one at either end of its limits', async () => {
    const { session, said, problems } = await agreed()
    session.updateSettings({ speed: 1.5, maxOutputTokens: 4096 })
    session.updateSettings({ speed: 0.25, maxOutputTokens: 1 })
    expect(said()).toHaveLength(3)
    expect(problems).toEqual([])
  })
})
