import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { initialState } from '../../../src/session/state.ts'
import { remove } from '../../support/appWishes.ts'
import { added, answer, go } from '../../support/conversationSteps.ts'
import { connected, NOW_MS } from '../../support/sequence.ts'
import { agrees, begins, calling } from './steps.ts'

const failed: SessionEvent = { type: 'line.failed', error: new VoiceError('connection_lost') }
const closed: SessionEvent = { type: 'line.closed' }

describe('a line that breaks', () => {
  it('says since when there had been one', () => {
    expect(go(connected(), failed).state.connection).toMatchObject({
      status: 'failed',
      connectedAtMs: NOW_MS,
    })
    expect(go(calling().state, failed).state.connection).toMatchObject({ connectedAtMs: null })
  })

  it('breaks once', () => {
    const { state } = go(connected(), failed)
    const again = go(state, failed)
    expect(again.state).toBe(state)
    expect(again.effects).toEqual([])
  })

  it('was no more to be broken where the user had hung up', () => {
    const { state } = go(connected(), closed)
    const again = go(state, failed)
    expect(again.state).toBe(state)
    expect(again.effects).toEqual([])
  })
})

describe('a conversation that the user ends', () => {
  it('is ended once', () => {
    const { state } = go(connected(), closed)
    expect(state.connection).toMatchObject({ status: 'closed', closedAtMs: NOW_MS })
    expect(go(state, closed).state).toBe(state)
  })

  it('is none where none was begun', () => {
    const state = initialState({})
    expect(go(state, closed).state).toBe(state)
  })
})

describe('without a line, and none to come', () => {
  const items = [added(answer('A', 'Hello'))]
  it.each([
    ['before the first', () => go(initialState({}), ...items).state],
    ['after the user hung up', () => go(connected(), ...items, closed).state],
    ['after it broke', () => go(connected(), ...items, failed).state],
  ])('the app takes nothing out of the conversation: %s', (_, stateOf) => {
    const state = stateOf()
    expect(go(state, remove('A')).state).toBe(state)
  })
})

describe('a line that stands', () => {
  it('has the name that the service gives it, or none', () => {
    const scene = calling().happen(begins, { ...agrees, session: { id: 's1' } })
    expect(scene.state.connection).toMatchObject({ status: 'connected', sessionId: 's1' })
    const nameless = calling().happen(begins, agrees)
    expect(nameless.state.connection).toMatchObject({ status: 'connected', sessionId: '' })
  })

  it('says when the service is going to end it', () => {
    const session = { id: 's1', expires_at: 1_795_001_800 }
    const { expiresAt } = calling().happen({ ...begins, session }).state
    expect(expiresAt).toEqual(new Date('2026-11-18T11:36:40Z'))
  })
})
