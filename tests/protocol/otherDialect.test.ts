import { describe, expect, it } from 'vitest'
import { otherDialect, otherDialectOfAddress } from '../../src/protocol/otherDialect.ts'
import flatServer from './frames/flatServer.json' with { type: 'json' }
import gaServer from './frames/gaServer.json' with { type: 'json' }

const created = (session: unknown) => ({ type: 'session.created', session })
const error = (code: string, param?: string) => ({ type: 'error', error: { code, param } })
const SPEAKS_FLAT = { change: expect.stringContaining('Pass apiVersion') }
const SPEAKS_GA = { change: expect.stringContaining('Leave apiVersion out') }

describe('a session that begins', () => {
  it.each([
    ['GA', { id: 's', modalities: ['text', 'audio'], voice: 'alloy' }, SPEAKS_FLAT],
    ['GA', { id: 's', input_audio_format: 'pcm16' }, SPEAKS_FLAT],
    ['flat', { id: 's', type: 'realtime', output_modalities: ['audio'] }, SPEAKS_GA],
    ['flat', { id: 's', audio: { output: { voice: 'marin' } } }, SPEAKS_GA],
  ] as const)('tells a client of %s by %j', (spoken, session, found) => {
    expect(otherDialect(spoken, created(session))).toMatchObject(found)
  })

  it.each([
    ['nothing', {}],
    ['words of both', { type: 'realtime', modalities: ['text'], audio: {} }],
    ['no session', null],
    ['a list', []],
  ])('proves nothing with %s', (_what, session) => {
    expect(otherDialect('GA', created(session))).toBeNull()
    expect(otherDialect('flat', created(session))).toBeNull()
  })
})

describe('an error', () => {
  it.each([
    ['GA', error('unknown_parameter', 'session.type'), SPEAKS_FLAT],
    ['GA', error('unknown_parameter', 'session.audio'), SPEAKS_FLAT],
    ['GA', error('unknown_parameter', 'session.output_modalities'), SPEAKS_FLAT],
    ['flat', error('unknown_parameter', 'session.modalities'), SPEAKS_GA],
    ['flat', error('unknown_parameter', 'session.input_audio_format'), SPEAKS_GA],
    ['flat', error('missing_required_parameter', 'session.type'), SPEAKS_GA],
    ['flat', error('beta_api_shape_disabled'), { reason: expect.stringContaining('switched off') }],
  ] as const)('tells a client of %s by %j', (spoken, frame, found) => {
    expect(otherDialect(spoken, frame)).toMatchObject(found)
  })

  it.each([
    ['GA', error('unknown_parameter', 'session.audio.input.hologram')],
    ['GA', error('unknown_parameter', 'session.modalities')],
    ['GA', error('invalid_value', 'session.type')],
    ['flat', error('unknown_parameter', 'session.output_modalities')],
    ['flat', error('missing_required_parameter', 'session.turn_detection.type')],
    ['flat', error('invalid_value', 'session.voice')],
    ['flat', error('invalid_value', 'session.type')],
    ['GA', error('missing_required_parameter', 'session.type')],
    ['GA', { type: 'error' }],
  ] as const)('is only a refusal for a client of %s: %j', (spoken, frame) => {
    expect(otherDialect(spoken, frame)).toBeNull()
  })
})

it('is not looked for in what went wrong with something else', () => {
  const { error: trouble } = error('unknown_parameter', 'session.audio')
  const type = 'conversation.item.input_audio_transcription.failed'
  expect(otherDialect('GA', { type, error: trouble })).toBeNull()
})

it('is not found in what a service of the same dialect says', () => {
  for (const frame of gaServer) expect(otherDialect('GA', frame)).toBeNull()
  for (const frame of flatServer) expect(otherDialect('flat', frame)).toBeNull()
  for (const junk of [null, 7, 'x', []]) expect(otherDialect('GA', junk)).toBeNull()
})

it('is found in a GA address with an api-version, which Azure refuses before it says a word', () => {
  const at = (path: string) => otherDialectOfAddress(`wss://h${path}`)
  expect(at('/openai/v1/realtime?model=m&api-version=x')).not.toBeNull()
  expect(at('/openai/v1/realtime?model=m')).toBeNull()
  expect(at('/openai/realtime?deployment=m&api-version=x')).toBeNull()
})
