import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../src/protocol/dialect.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { flatAt } from '../../src/protocol/flat.ts'
import { absentIn, type Service } from '../../src/protocol/settingLimits.ts'
import { settingAt } from '../../src/protocol/settingNames.ts'
import {
  DEFAULT_SETTINGS,
  fromWire,
  SAID,
  toWire,
  type SessionSettings,
  type WireSession,
} from '../../src/protocol/settings.ts'
import { SETTING_EXAMPLES } from './settingExamples.ts'

interface Case {
  readonly codec: Dialect
  readonly service: Service
  /** What this service does not have. */
  readonly lacks: readonly string[]
}

const preview = (version: string) =>
  flatAt(`wss://a.openai.azure.com/openai/realtime?api-version=${version}&deployment=d`)

const SERVICES: Readonly<Record<string, Case>> = {
  GA: { codec: GA, service: { provider: 'openai', dialect: 'GA' }, lacks: ['temperature'] },
  'the preview of 2025': {
    codec: preview('2025-04-01-preview'),
    service: { provider: 'azure', dialect: 'flat' },
    lacks: [],
  },
  'the preview of 2024': {
    codec: preview('2024-10-01-preview'),
    service: { provider: 'azure', dialect: 'flat' },
    lacks: ['speed', 'noiseReduction', 'turnDetection.createResponse'],
  },
  'Voice Live': {
    codec: flatAt('wss://a.services.ai.azure.com/voice-live/realtime?api-version=2026-04-10'),
    service: { provider: 'voice-live', dialect: 'flat' },
    lacks: [],
  },
}

const isSession = (value: unknown): value is WireSession => typeof value === 'object'

/** To the wire and back, as bytes. */
function sent(settings: SessionSettings, { codec, service }: Case): SessionSettings {
  const session = toWire(settings, absentIn(service))
  const frame = JSON.stringify(codec.encode({ type: 'session.update', session }))
  const event: unknown = codec.decode(JSON.parse(frame))
  const heard = typeof event === 'object' && event && 'session' in event ? event.session : null
  if (!isSession(heard)) throw new Error('no session came back')
  return fromWire(heard, {})
}

/** A value without those fields that a service does not have. */
const asKnown = (value: unknown, { lacks }: Case): unknown =>
  typeof value === 'object' && value && lacks.includes('turnDetection.createResponse')
    ? { ...value, createResponse: undefined, interruptResponse: undefined }
    : value

describe.each(Object.entries(SERVICES))('on the wire of %s', (_name, service) => {
  const rows = SAID.filter((name) => !service.lacks.includes(name))

  it.each(rows.flatMap((name) => SETTING_EXAMPLES[name].map((value) => ({ name, value }))))(
    '$name comes back as it went: $value',
    ({ name, value }) => {
      expect(sent({ [name]: value }, service)).toEqual({ [name]: asKnown(value, service) })
    },
  )

  it('all of them come back together', () => {
    const all = Object.fromEntries(rows.map((name) => [name, SETTING_EXAMPLES[name][1]]))
    expect(sent(all, service)).toEqual(all)
  })

  it.each(service.lacks.filter((name) => !name.includes('.')))('%s is not said', (lacked) => {
    const settings = Object.fromEntries(SAID.map((name) => [name, SETTING_EXAMPLES[name][0]]))
    expect(sent(settings, service)).not.toHaveProperty(lacked)
  })

  it('every place has our name, so that a refusal can be told in our words', () => {
    for (const name of SAID) {
      const frame = service.codec.encode({
        type: 'session.update',
        session: toWire({ [name]: SETTING_EXAMPLES[name][0] }, []),
      })
      const session = 'session' in frame && isSession(frame.session) ? frame.session : {}
      for (const path of pathsOf(session))
        expect(settingAt(`session.${path}`).split('.')[0]).toBe(name)
    }
  })
})

/** The places of everything in it but the kind of session. */
function pathsOf(fields: object): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'type' && value === 'realtime') return []
    if (name !== 'audio' && name !== 'input' && name !== 'output') return [name]
    return typeof value === 'object' && value
      ? pathsOf(value).map((inner) => `${name}.${inner}`)
      : []
  })
}

it('has a default that every service takes for whatever it has none of its own', () => {
  expect(SAID.filter((name) => !(name in DEFAULT_SETTINGS))).toEqual([
    'voice',
    'temperature',
    'noiseReduction',
    'speed',
    'maxOutputTokens',
    'toolChoice',
  ])
})
