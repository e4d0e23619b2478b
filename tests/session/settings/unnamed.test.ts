import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { agreed, agreeing, type Complaint } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** As services say it that tell neither which request they refuse, nor what of it. */
const unnamed: Complaint = {
  code: null,
  param: null,
  event_id: null,
  message: 'Not while answering.',
}

describe('a refusal that names no request', () => {
  it.each([
    ['nothing', null],
    ['that it is of the session', 'session'],
    ['the place', 'session.audio.output.speed'],
    ['the place in its own words', 'audio.output.speed'],
  ])('and %s takes back the oldest that is open', async (_, param) => {
    const { session, refuse, confirm, inForce, wanted, problems } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.2 })
    session.updateSettings({ instructions: 'Be kind.' })
    refuse({ ...unnamed, param })
    expect(problems).toMatchObject([
      { code: 'setting_refused', message: 'speed stays as it was: Not while answering.' },
    ])
    expect(session.getSnapshot().refusedSettings).toEqual({ speed: problems[0] })
    expect(wanted()).toMatchObject({ speed: 1, instructions: 'Be kind.' })
    confirm(2)
    expect(inForce()).toMatchObject({ speed: 1, instructions: 'Be kind.' })
  })

  it('is not of the settings when nothing is open of them', async () => {
    const { session, refuse, confirm, problems } = await agreed()
    session.updateSettings({ speed: 1.2 })
    confirm()
    refuse(unnamed)
    expect(problems).toMatchObject([{ code: 'protocol_warning' }])
    expect(session.getSnapshot().refusedSettings).toEqual({})
  })

  it.each([
    ['an answer was asked for', 'response'],
    ['an answer out of band was asked for', 'aside'],
    ['a message is under way', 'message'],
  ])('is not of the settings while %s too', async (_, other) => {
    const { session, refuse, confirm, inForce } = await agreed({ speed: 1 })
    session.updateSettings({ speed: 1.2 })
    if (other === 'response') session.createResponse()
    if (other === 'aside') session.createResponse({ conversation: 'none' })
    if (other === 'message') session.sendText('Hello', { respond: false })
    refuse(unnamed)
    expect(session.getSnapshot().refusedSettings).toEqual({})
    confirm(1)
    expect(inForce().speed).toBe(1.2)
  })
})

describe('while connecting', () => {
  const inputTranscription = { model: 'whisper-1' }
  const message = 'The transcription model whisper-1 is not deployed in this region.'

  it('a refusal that names nothing ends the attempt, with the sentence of the service', async () => {
    const { refuse, connected, session } = await agreeing({ inputTranscription })
    const outcome = connected.catch((error: unknown) => error)
    refuse({ ...unnamed, message })
    expect(await outcome).toMatchObject({ code: 'setting_refused' })
    expect(session.getSnapshot().connection.status).toBe('failed')
    expect(session.getSnapshot().error?.message).toContain(message)
  })

  it('an error of a kind that refuses no settings explains the silence that follows', async () => {
    const { refuse, connected, session, problems } = await agreeing()
    const outcome = connected.catch((error: unknown) => error)
    refuse({ ...unnamed, type: 'server_error', message: 'No capacity in this region.' })
    expect(session.getSnapshot().connection.status).toBe('connecting')
    await vi.advanceTimersByTimeAsync(10_000)
    const error = await outcome
    expect(error).toMatchObject({ code: 'protocol_error' })
    expect(session.getSnapshot().error).toBe(error)
    expect(problems.at(-1)).toBe(error)
    expect(problems.at(-1)?.message).toContain('No capacity in this region.')
  })

  it('an error that did no harm is forgotten', async () => {
    const { refuse, confirm, connected, session } = await agreeing()
    refuse({ ...unnamed, type: 'server_error' })
    confirm()
    await connected
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'connected' },
      error: null,
    })
  })
})
