import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionSettings } from '../../../src/protocol/settings.ts'
import { agreed, agreeing } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Settings as they come from JavaScript, from a file or from an app's own fields. */
const careless = (settings: unknown) => settings as SessionSettings

describe('a setting that cannot be right', () => {
  it.each([
    ['voice', '', 'name of a voice'],
    ['voice', null, 'name of a voice'],
    ['speed', null, 'from 0.25 to 1.5'],
    ['speed', 'inf', 'from 0.25 to 1.5'],
    ['maxOutputTokens', null, 'from 1 to 4096'],
    ['output', 'video', "'audio' or 'text'"],
    ['turnDetection', { threshold: 0.3 }, "a type: 'server_vad' or 'semantic_vad'"],
    ['turnDetection', 'server_vad', "a type: 'server_vad' or 'semantic_vad'"],
    ['inputTranscription', {}, 'a model'],
    ['inputTranscription', 'whisper-1', 'a model'],
    ['noiseReduction', { strength: 0.5 }, 'near_field'],
    ['instructions', 5, 'a text'],
    ['toolChoice', 1, "'auto'"],
    ['raw', 'x', 'an object'],
  ])('is refused at the call, and not sent: %s: %j', async (name, value, allowed) => {
    const { session, problems, updates } = await agreed()
    session.updateSettings(careless({ [name]: value }))
    expect(problems.map(({ code }) => code)).toEqual(['setting_refused'])
    expect(problems[0]?.message).toMatch(new RegExp(`^${name} stays as it was: it takes `))
    expect(problems[0]?.message).toContain(allowed)
    expect(session.getSnapshot().refusedSettings).toEqual({ [name]: problems[0] })
    expect(updates()).toHaveLength(1)
  })

  it.each([
    ['Voice', 'there is no such setting; did you mean voice?'],
    ['turn_detection', 'there is no such setting; did you mean turnDetection?'],
    ['model', 'there is no such setting.'],
  ])('is one that there is not: %s', async (name, reason) => {
    const { session, problems, updates } = await agreed()
    session.updateSettings(careless({ [name]: 'x', speed: 1.2 }))
    expect(problems).toMatchObject([
      { code: 'setting_refused', message: `${name} stays as it was: ${reason}` },
    ])
    expect(updates().at(-1)?.session).toEqual({
      type: 'realtime',
      audio: { output: { speed: 1.2 } },
    })
  })

  it.each([null, 'alloy', 5])('may be no settings at all: %j', async (settings) => {
    const { session, problems, updates } = await agreed()
    session.updateSettings(careless(settings))
    expect(problems.map(({ code }) => code)).toEqual(['setting_refused'])
    expect(problems[0]?.message).toContain('updateSettings() takes an object')
    expect(updates()).toHaveLength(1)
  })

  it('is named where it keeps a conversation from beginning', async () => {
    const { connected } = await agreeing(careless({ output: 'video' }))
    await expect(connected).rejects.toMatchObject({
      code: 'setting_refused',
      message: "output stays as it was: it takes 'audio' or 'text'.",
    })
  })

  it('is none that only the service can judge', async () => {
    const { session, problems, updates } = await agreed()
    session.updateSettings(
      careless({
        voice: { type: 'azure-standard', name: 'en-US-Ava' },
        turnDetection: { type: 'azure_semantic_vad' },
        noiseReduction: { type: 'far_field' },
        toolChoice: { type: 'function', name: 'weather' },
        inputTranscription: null,
      }),
    )
    expect(problems).toEqual([])
    expect(updates()).toHaveLength(2)
  })
})
