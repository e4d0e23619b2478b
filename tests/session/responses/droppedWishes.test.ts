import { describe, expect, it } from 'vitest'
import { created, Scene, started, typed } from '../../support/scene.ts'

const disclaimer = {
  type: 'response.wanted',
  request: { instructions: 'Say the disclaimer.' },
} as const

const reportsOf = (scene: Scene) =>
  scene.effects.flatMap((effect) => (effect.type === 'report' ? [effect.error] : []))

/** The app asks for an answer of its own while another one is running. */
const waiting = () => new Scene().happen(created('r1'), disclaimer)

describe('an answer of its own that waits for its turn', () => {
  it.each([
    ['the user speaks', started()],
    ['the user presses the talk button', { type: 'talk.pressed' }],
    ['the user writes', typed],
  ] as const)('is not given any more when %s, which the app is told', (_what, event) => {
    const scene = waiting().happen(event)
    const [error, ...others] = reportsOf(scene)
    expect(others).toEqual([])
    expect(error).toMatchObject({ code: 'response_failed', severity: 'warning' })
    expect(error?.message).toContain('the user spoke before its turn came')
    expect(error?.remedy).toContain('createResponse()')
    expect(JSON.stringify([error?.message, error?.cause])).not.toContain('disclaimer')
  })

  it('is not told of when it is the app that stops everything', () => {
    const scene = waiting().happen({ type: 'interrupt' })
    expect([scene.status, reportsOf(scene)]).toEqual(['thinking', []])
  })

  it('is not told of where any answer would have done', () => {
    const scene = new Scene().happen(created('r1'), { type: 'response.wanted' }, started())
    expect(reportsOf(scene)).toEqual([])
  })

  it('is not told of when it was about to be given: its own end tells of that', () => {
    const scene = new Scene().happen(disclaimer, started())
    expect([scene.asked, reportsOf(scene)]).toEqual([1, []])
  })
})
