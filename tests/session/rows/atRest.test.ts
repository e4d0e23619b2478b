import { describe, expect, it } from 'vitest'
import { VoiceError, type VoiceErrorCode } from '../../../src/base/errors.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { reduceAtRest } from '../../../src/session/reduce/rest.ts'
import { initialState, type SessionState } from '../../../src/session/state.ts'
import { NOW_MS } from '../../support/sequence.ts'
import { givesTools } from './steps.ts'

const rest = (state: SessionState, event: SessionEvent) => reduceAtRest(state, event, NOW_MS)
const troubled = (code: VoiceErrorCode): SessionState => ({
  ...initialState({}),
  error: new VoiceError(code),
})
const chosen = (
  provider: 'openai' | 'azure' | 'local',
  dialect: 'GA' | 'flat' = 'GA',
): SessionEvent => ({
  type: 'service.chosen',
  service: { provider, dialect },
})

describe('before the first line', () => {
  it('the service is the one that was chosen last', () => {
    const [first] = rest(initialState({}), chosen('openai'))
    expect(first.service).toEqual({ provider: 'openai', dialect: 'GA' })
    expect(rest(first, chosen('openai'))[0]).toBe(first)
    expect(rest(first, chosen('azure'))[0].service?.provider).toBe('azure')
    expect(rest(first, chosen('openai', 'flat'))[0].service?.dialect).toBe('flat')
  })

  it('an error is seen until somebody takes it away', () => {
    const before = troubled('token_failed')
    expect(rest(before, { type: 'error.cleared' })[0]).toEqual({ ...before, error: null })
    const calm = initialState({})
    expect(rest(calm, { type: 'error.cleared' })).toEqual([calm, []])
    expect(rest(calm, { type: 'error.cleared' })[0]).toBe(calm)
  })

  it.each(['microphone_denied', 'insecure_page'] as const)(
    'a microphone that works takes away that it did not: %s',
    (code) => {
      expect(rest(troubled(code), { type: 'microphone.live' })[0].error).toBeNull()
    },
  )

  it('a microphone that works takes no other error away', () => {
    const before = troubled('token_failed')
    expect(rest(before, { type: 'microphone.live' })[0]).toBe(before)
    const calm = initialState({})
    expect(rest(calm, { type: 'microphone.live' })[0]).toBe(calm)
  })

  it('a line that cannot even be called has failed, and everybody is told', () => {
    const error = new VoiceError('part_load_failed')
    const [state, effects] = rest(initialState({}), { type: 'line.failed', error })
    expect(state.error).toBe(error)
    expect(state.connection).toEqual({ status: 'failed', error, connectedAtMs: null })
    expect(effects).toEqual([{ type: 'report', error }])
  })

  it('calls are ours to answer as soon as a tool was given, and stay so', () => {
    expect(rest(initialState({}), givesTools())[0].runsTools).toBe(false)
    const [given] = rest(initialState({}), givesTools('look'))
    expect(given.runsTools).toBe(true)
    expect(rest(given, givesTools())[0].runsTools).toBe(true)
  })

  it('who may talk over the answer is only remembered', () => {
    const before = initialState({})
    const [state, effects] = rest(before, { type: 'bargeIn.chosen', mode: 'off' })
    expect(state).toEqual({ ...before, bargeIn: 'off' })
    expect(effects).toEqual([])
  })
})
