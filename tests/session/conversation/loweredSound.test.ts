import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { created, done, Scene, sound } from '../../support/scene.ts'

const started = (itemId: string) => ({ type: 'player.started', itemId }) as const
const drained = (itemId: string) => ({ type: 'player.drained', itemId }) as const
const unheard = (itemId: string) =>
  ({
    type: 'sound.unheard',
    heard: [{ itemId, contentIndex: 0, heardMs: 0, receivedMs: 1000 }],
  }) as const
const lost = { type: 'connection.lost' } as const
const failed = { type: 'line.failed', error: new VoiceError('connection_lost') } as const
const speaking = () => new Scene().happen(created('r1'), sound('A', 'r1'), started('A'))
/** A is heard and lowered, B waits. */
const lowered = () => speaking().happen(sound('B', 'r1'), { type: 'local.speech' })

describe('sound that was lowered', () => {
  it('comes back at its end, so that the next answer is as loud as ever', () => {
    const scene = lowered().happen(drained('A'))
    expect(scene.did('unduck')).toBe(1)
    scene.happen(started('B'), { type: 'local.speech' })
    expect(scene.did('duck')).toBe(2)
  })

  it('stays low when another sound ends', () => {
    const scene = lowered()
    const before = scene.state
    scene.happen(drained('elsewhere'))
    expect(scene.state).toBe(before)
    expect(scene.did('unduck')).toBe(0)
  })

  it('comes back when the player gives it up', () => {
    const scene = lowered().happen(unheard('A'))
    expect(scene.did('unduck')).toBe(1)
    expect(scene.state.turn.ducked).toBe(false)
  })

  it('stays low when the player gives up what was still to come', () => {
    const scene = lowered().happen(unheard('B'))
    expect(scene.did('unduck')).toBe(0)
    expect(scene.state.turn.ducked).toBe(true)
  })

  it('is not lowered any more when the loudspeaker is another one', () => {
    const scene = lowered().happen({ type: 'sound.lost' })
    expect(scene.state.turn.ducked).toBe(false)
  })

  it.each([
    ['is cut with its line', [], lost],
    ['plays out without it', [done('r1')], lost],
    ['is cut with its conversation', [], failed],
    ['plays out after it', [done('r1')], failed],
  ])('comes back where it %s: nobody will say whether the user talks', (_how, events, end) => {
    const scene = speaking().happen(...events, { type: 'local.speech' }, end)
    expect(scene.did('unduck')).toBe(1)
    expect(scene.state.turn.ducked).toBe(false)
  })
})

describe('sound that was not lowered', () => {
  it('is not brought back when the player gives it up', () => {
    const scene = speaking().happen(unheard('A'))
    expect(scene.did('unduck')).toBe(0)
    expect(scene.state.turn.ducked).toBe(false)
  })

  it('is not lowered because the player gives up what was still to come', () => {
    const scene = speaking().happen(sound('B', 'r1'), unheard('B'))
    expect(scene.did('unduck')).toBe(0)
    expect(scene.state.turn.ducked).toBe(false)
  })

  it('is forgotten also when it ends before it was said to begin', () => {
    const scene = new Scene().happen(created('r1'), sound('A', 'r1'), done('r1'))
    expect(scene.status).toBe('thinking')
    expect(scene.happen(drained('A')).status).toBe('idle')
  })
})
