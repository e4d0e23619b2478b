import { describe, expect, it } from 'vitest'
import { connected } from '../../support/sequence.ts'
import { created, done, Scene, started, stopped, taken } from '../../support/scene.ts'
import { asks, asksFor, codes, deadline, interrupt, pauses, wishes } from './steps.ts'

describe('an answer that never begins', () => {
  it('is missed, each time', () => {
    const scene = new Scene().happen(asks(), deadline)
    scene.nowMs += 60_000
    scene.happen(asks(), deadline)
    expect(codes(scene.effects)).toEqual(['response_failed', 'response_failed'])
    expect(scene.state.conversation.items).toMatchObject([
      { status: 'failed' },
      { status: 'failed' },
    ])
  })

  it('is not missed where the user took it back', () => {
    const scene = new Scene().happen(asks(), interrupt, deadline)
    expect(codes(scene.effects)).toEqual([])
    expect(scene.items).toEqual([])
    expect(scene.status).toBe('idle')
  })

  it('is not missed where nobody promised one', () => {
    const scene = new Scene(connected(false)).happen(started(), stopped(), taken(), deadline)
    expect(codes(scene.effects)).toEqual([])
    expect(scene.items).toEqual(['u1 completed'])
  })

  it('is not missed where another one is wanted: that is asked for', () => {
    const scene = new Scene().happen(started(), stopped(), taken(), asksFor('Greet'), deadline)
    expect(codes(scene.effects)).toEqual([])
    expect(wishes(scene.effects)).toEqual(['Greet'])
    expect(pauses(scene.effects)).toEqual([])
  })
})

describe('an answer that is promised', () => {
  it('does not count for what is wished for after that', () => {
    const state = connected()
    const turnDetection = { type: 'server_vad', interruptResponse: false } as const
    const scene = new Scene({ ...state, settings: { ...state.settings, turnDetection } })
    scene.happen(created('r1'), started(), stopped(), taken(), asks())
    scene.happen(created('r2'), done('r2'))
    expect(scene.asked).toBe(1)
  })
})
