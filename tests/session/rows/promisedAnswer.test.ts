import { describe, expect, it } from 'vitest'
import { created, Scene, started, stopped } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'
import { hears, uncut } from './steps.ts'

const muted = { type: 'microphone.muted' } as const

describe('the end of a turn', () => {
  it('promises an answer where none is running, also where speech cuts none', () => {
    const scene = uncut().happen(hears(), stopped())
    expect(scene.state.turn).toMatchObject({ due: 'service', wanted: [] })
  })

  it('leaves an answer that goes on under it in place: ours is asked for after that', () => {
    const scene = uncut().happen(created('r1'), hears(), stopped())
    expect(scene.state.turn).toMatchObject({ due: null, response: 'r1' })
    expect(scene.state.turn.wanted).toHaveLength(1)
  })

  it('promises nothing where the app answers, also when the microphone is muted in it', () => {
    const scene = new Scene(connected(false)).happen(started(), muted)
    expect(scene.did('closeTurn')).toBe(1)
    expect(scene.status).toBe('idle')
  })

  it('promises nothing when the microphone is muted while an answer goes on under it', () => {
    const scene = uncut().happen(created('r1'), hears(), muted)
    expect(scene.did('closeTurn')).toBe(1)
    expect(scene.state.turn.due).toBeNull()
  })

  it('is heard also where no turn detection was asked for', () => {
    const state = connected()
    const scene = new Scene({ ...state, settings: { turnDetection: null } }).happen(started())
    expect(scene.status).toBe('listening')
    expect(scene.happen(stopped()).status).toBe('idle')
  })
})
