import { describe, expect, it } from 'vitest'
import { created, done, ours, Scene, started, stopped } from '../../support/scene.ts'
import { asks, asksFor, busy, codes, interrupt, pauses, reports, retries, wishes } from './steps.ts'
import { failed } from './answers.ts'

describe('a service that says that it is busy', () => {
  it('still owes the answer that it promised', () => {
    const scene = new Scene().happen(started(), stopped(), busy())
    expect(scene.status).toBe('thinking')
    expect(scene.state.turn.due).toBe('service')
  })

  it('still has an answer under way that was cut before it had an id', () => {
    const scene = new Scene().happen(started(), stopped(), interrupt, busy(), created('s1'))
    expect(scene.sent('response.cancel')).toBe(1)
  })

  it('means somebody else where it names a request of somebody else', () => {
    const scene = new Scene().happen(asks())
    const before = scene.state
    expect(scene.happen(busy('the-app-1')).state).toBe(before)
  })

  it('leaves what waits waiting, without a clock, where an answer is promised', () => {
    const scene = new Scene().happen(started(), stopped(), asksFor('Greet'), busy())
    expect(pauses(scene.effects)).toEqual([])
    expect(scene.state.turn.pause).toBeNull()
    expect(scene.state.turn.wanted).toHaveLength(1)
  })

  it('is asked again for a wish of its own when its answer is over, and once', () => {
    const scene = new Scene().happen(asksFor('Greet'), created('s1'), busy(), busy())
    scene.happen(done('s1'))
    expect(wishes(scene.effects)).toEqual(['Greet', 'Greet'])
    expect(scene.state.turn.wanted).toEqual([])
  })

  it('with nobody knows what is asked four times more, at greater and greater distance', () => {
    const scene = new Scene().happen(asksFor('Greet'), busy('rv-create'))
    const again = () => scene.happen(...retries(scene.effects).slice(-1), busy('rv-create'))
    again()
    again()
    again()
    expect(pauses(scene.effects)).toEqual([1000, 2000, 4000, 6000])
    expect(codes(scene.effects)).toEqual([])
    again()
    expect(reports(scene.effects).map(({ message }) => message)).toEqual([
      'The service could not finish this answer: it is busy with another one.',
    ])
    expect(scene.status).toBe('idle')
    expect(scene.state.conversation.items).toMatchObject([{ status: 'failed' }])
  })

  it('is left alone until the last pause is over, and not until one that was before', () => {
    const scene = new Scene().happen(asksFor('Greet'), busy('rv-create'))
    const [first] = retries(scene.effects)
    // What was in the way is over, and then something else is.
    scene.happen(created('s1'), done('s1'))
    scene.nowMs += 500
    scene.happen(busy('rv-create'))
    const { asked } = scene
    scene.happen(...(first ? [first] : []))
    expect(scene.asked).toBe(asked)
    scene.happen(...retries(scene.effects).slice(-1))
    expect(scene.asked).toBe(asked + 1)
  })

  it('does not make a second failure the first one', () => {
    const scene = new Scene().happen(asks(), ours('r1'), failed('r1'))
    scene.happen(...retries(scene.effects), ours('r2'), busy(), failed('r2'))
    expect(pauses(scene.effects)).toEqual([1000])
  })
})
