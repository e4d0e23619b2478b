import { describe, expect, it } from 'vitest'
import { initialState } from '../../../src/session/state.ts'
import { Scene, started } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const pressed = { type: 'talk.pressed' } as const
const released = (ms: number) => ({ type: 'talk.released', ms }) as const

describe('the talk button', () => {
  it('does nothing without a line', () => {
    const state = initialState({})
    expect(new Scene(state).happen(pressed, released(500)).state).toBe(state)
  })

  it('sends the turn and asks for an answer when it is released', () => {
    const scene = new Scene().happen(pressed, released(500))
    expect([scene.sent('input_audio_buffer.commit'), scene.asked]).toEqual([1, 1])
  })

  it('takes a press that is just long enough for a turn, and a shorter one for a slip', () => {
    const just = new Scene().happen(pressed, released(100))
    expect(just.sent('input_audio_buffer.commit')).toBe(1)
    const slip = new Scene().happen(pressed, released(99))
    expect(slip.sent('input_audio_buffer.commit')).toBe(0)
    expect(slip.status).toBe('idle')
  })

  it('takes no turn from the service that was never the button’s', () => {
    const scene = new Scene().happen(started())
    const before = scene.state
    scene.happen(released(500))
    expect(scene.state).toBe(before)
    expect(scene.sent('input_audio_buffer.commit')).toBe(0)
  })

  it('holds while the service hears speech too', () => {
    const scene = new Scene().happen(pressed)
    const before = scene.state
    expect(scene.happen(started()).state).toBe(before)
  })
})

describe('a microphone that is muted', () => {
  it('ends the turn that the service hears', () => {
    const scene = new Scene().happen(started(), { type: 'microphone.muted' })
    expect(scene.did('closeTurn')).toBe(1)
    expect(scene.status).toBe('thinking')
  })

  it.each([
    [{ type: 'server_vad' }, 700],
    [{ type: 'server_vad', silenceDurationMs: 900 }, 1100],
    [{ type: 'semantic_vad' }, 4200],
    [{ type: 'semantic_vad', eagerness: 'high' }, 4200],
    [{ type: 'semantic_vad', eagerness: 'low' }, 8200],
  ] as const)('ends the turn of %o with as much silence as that waits for', (turnDetection, ms) => {
    const state = connected()
    const scene = new Scene({ ...state, settings: { ...state.settings, turnDetection } })
    scene.happen(started(), { type: 'microphone.muted' })
    expect(scene.effects).toContainEqual({ type: 'closeTurn', silenceMs: ms })
  })

  it('sends no silence where nobody waits for any', () => {
    const state = { ...connected(), settings: { turnDetection: null } }
    const scene = new Scene(state).happen(started(), { type: 'microphone.muted' })
    expect(scene.did('closeTurn')).toBe(0)
  })

  it('is unmuted once', () => {
    const scene = new Scene().happen({ type: 'microphone.muted' }, { type: 'microphone.unmuted' })
    const before = scene.state
    expect(scene.happen({ type: 'microphone.unmuted' }).state).toBe(before)
  })

  it.each([
    [9999, 'thinking'],
    [10_000, 'listening'],
  ])('ends speech that the service hears %i ms later: then %s', (ms, status) => {
    const scene = new Scene().happen({ type: 'microphone.muted' })
    scene.nowMs += ms
    expect(scene.happen(started()).status).toBe(status)
  })
})
