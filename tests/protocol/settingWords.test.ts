import { describe, expect, it } from 'vitest'
import { absentIn } from '../../src/protocol/settingLimits.ts'
import { settingAt } from '../../src/protocol/settingNames.ts'
import { fromWire, toWire, type WireSession } from '../../src/protocol/settings.ts'

const input = (fields: object): WireSession => ({ audio: { input: fields } })

describe('a noise filter', () => {
  const read = (noise_reduction: unknown) =>
    fromWire(input({ noise_reduction }), { noiseReduction: 'far_field' }).noiseReduction

  it('is said with its strength to GA alone', () => {
    const settings = { noiseReduction: { type: 'near_field', strength: 0.4 } } as const
    const said = (absent: readonly string[]) =>
      toWire(settings, absent).audio?.input?.noise_reduction
    expect(said(absentIn({ provider: 'openai', dialect: 'GA' }))).toEqual({
      type: 'near_field',
      strength: 0.4,
    })
    expect(said(absentIn({ provider: 'azure', dialect: 'flat' }))).toEqual({ type: 'near_field' })
  })

  it.each([
    [
      { type: 'near_field', strength: 0.4 },
      { type: 'near_field', strength: 0.4 },
    ],
    [
      { type: 'near_field', strength: 0 },
      { type: 'near_field', strength: 0 },
    ],
    [{ type: 'azure_deep_noise_suppression' }, 'azure_deep_noise_suppression'],
    [{ type: 'near_field', strength: 'much' }, 'near_field'],
    [null, null],
  ])('is read: %j', (wire, setting) => {
    expect(read(wire)).toEqual(setting)
  })

  it.each([{ type: 'hologram' }, { type: 'hologram', strength: 0.4 }, { strength: 0.4 }, 'near'])(
    'that nobody knows says nothing: %j',
    (wire) => {
      expect(read(wire)).toBe('far_field')
    },
  )
})

describe('what is told of a detection', () => {
  it('by meaning is whole, although the services have defaults', () => {
    expect(toWire({ turnDetection: { type: 'semantic_vad' } })).toEqual({
      type: 'realtime',
      ...input({
        turn_detection: {
          type: 'semantic_vad',
          eagerness: 'auto',
          create_response: true,
          interrupt_response: true,
        },
      }),
    })
  })
})

describe('a choice of tools', () => {
  it.each(['any', { type: 'function' }, { type: 'function', name: 7 }, { type: 'mcp' }])(
    'that nobody knows says nothing: %j',
    (tool_choice) => {
      expect(fromWire({ tool_choice }, { toolChoice: 'none' })).toEqual({ toolChoice: 'none' })
    },
  )
})

describe('the name of a place', () => {
  it.each([
    'session.input_audio_format',
    'session.audio.input.format',
    'audio.input.format',
    'input_audio_format',
  ])('%s is ours', (place) => {
    expect(settingAt(place)).toBe('inputFormat')
  })

  it.each([
    ['session.truncation', 'truncation'],
    ['response.session.speed', 'response.session.speed'],
    ['tools[0].session.speed', 'tools[0].session.speed'],
  ])('%s is none of ours, and stays', (place, name) => {
    expect(settingAt(place)).toBe(name)
  })
})
