import { describe, expect, it } from 'vitest'
import {
  changedSettings,
  DEFAULT_SETTINGS,
  fromWire,
  toWire,
  type SessionSettings,
} from '../../src/protocol/settings.ts'
import { VAD_NUMBERS } from '../../src/protocol/vadNumbers.ts'

describe('settings', () => {
  it.each<[string, SessionSettings]>([
    ['the defaults', DEFAULT_SETTINGS],
    ['push to talk', { turnDetection: null }],
    [
      'semantic',
      {
        turnDetection: {
          type: 'semantic_vad',
          eagerness: 'low',
          createResponse: false,
          interruptResponse: true,
        },
      },
    ],
    ['text only', { output: 'text', instructions: 'Be brief.' }],
    ['a voice and a speed', { voice: 'cedar', speed: 1.2 }],
    ['no transcript', { inputTranscription: null }],
    ['a noise filter', { noiseReduction: 'near_field' }],
  ])('come back from the wire as they went: %s', (_name, settings) => {
    expect(fromWire(toWire(settings), {})).toEqual(settings)
  })

  it('always say the silence, because the service has another default than its documents', () => {
    expect(toWire({ turnDetection: { type: 'server_vad' } }).audio?.input?.turn_detection).toEqual({
      type: 'server_vad',
      threshold: 0.5,
      prefix_padding_ms: 300,
      silence_duration_ms: 500,
      create_response: true,
      interrupt_response: true,
    })
  })

  it('always carry the type that GA asks for, and nothing that was not given', () => {
    expect(toWire({})).toEqual({ type: 'realtime' })
  })

  it('pass on what we do not name', () => {
    expect(toWire({ raw: { truncation: 'disabled' } })).toMatchObject({ truncation: 'disabled' })
  })

  it('keep a value that the service does not repeat', () => {
    expect(fromWire({}, { voice: 'cedar' })).toEqual({ voice: 'cedar' })
  })
})

describe('a change', () => {
  it.each<[string, SessionSettings, SessionSettings, SessionSettings | null]>([
    ['of nothing sends nothing', { voice: 'a' }, { voice: 'a' }, null],
    ['by value, not by object', { turnDetection: null }, { turnDetection: null }, null],
    ['sends only what changed', { voice: 'a', speed: 1 }, { voice: 'a', speed: 2 }, { speed: 2 }],
    [
      'that takes a key away asks for its default',
      { instructions: 'x' },
      {},
      { instructions: undefined },
    ],
    [
      'to null is a value',
      { inputTranscription: { model: 'm' } },
      { inputTranscription: null },
      { inputTranscription: null },
    ],
  ])('%s', (_name, before, after, wanted) => {
    // A key that disappeared is there, and undefined: that is how its default is asked for.
    expect(changedSettings(before, after)).toStrictEqual(wanted)
  })
})

it('gives every slider a default inside of its ends and on its step', () => {
  for (const { min, max, step, default: value } of Object.values(VAD_NUMBERS)) {
    expect(value).toBeGreaterThanOrEqual(min)
    expect(value).toBeLessThanOrEqual(max)
    expect(((value - min) / step) % 1).toBeCloseTo(0)
  }
})
