import { describe, expect, it } from 'vitest'
import { added, typed } from '../../support/conversationSteps.ts'
import { created, ours, Scene, started, stopped } from '../../support/scene.ts'
import {
  asks,
  asksFor,
  busy,
  codes,
  complains,
  interrupt,
  pauses,
  refuses,
  reports,
  retries,
  wishes,
} from './steps.ts'

const passing = { type: 'server_error', code: 'server_error' } as const
const aside = asks({ conversation: 'none' })

describe('a request for an answer that is refused', () => {
  it('is over: a busy service is not asked for it again', () => {
    const scene = new Scene().happen(asksFor('Greet'), refuses('rv-create'), busy())
    expect(scene.asked).toBe(1)
    expect(scene.state.turn).toMatchObject({ asked: null, wanted: [], pause: null })
  })

  it('after it was talked over leaves the next answer alone', () => {
    const scene = new Scene().happen(asks(), interrupt, refuses('rv-create'), asks(), ours('r2'))
    expect(scene.sent('response.cancel')).toBe(0)
    expect(scene.state.turn.response).toBe('r2')
  })

  it('makes room for the next one at once, and nobody sees that it is missing', () => {
    const scene = new Scene().happen(asksFor('A'), asksFor('B'), refuses('rv-create', passing))
    expect(wishes(scene.effects)).toEqual(['A', 'B'])
    expect(scene.state.conversation.items).toEqual([])
    expect(pauses(scene.effects)).toEqual([])
  })

  it('is made once more where that may help, and no third time', () => {
    const scene = new Scene().happen(asks(), refuses('rv-create', passing))
    scene.happen(...retries(scene.effects), refuses('rv-create', passing))
    expect(pauses(scene.effects)).toEqual([1000])
    expect(scene.asked).toBe(2)
    expect(scene.status).toBe('idle')
  })

  it('is made once more after its own pause, and not after one that was before', () => {
    const scene = new Scene().happen(asks(), refuses('rv-create', passing))
    const [first] = retries(scene.effects)
    scene.happen({ type: 'text.sent', itemId: 't1', text: 'Hi', role: 'user', respond: true })
    scene.nowMs += 500
    scene.happen(refuses('rv-create', passing))
    const { asked } = scene
    scene.happen(...(first ? [first] : []))
    expect(scene.asked).toBe(asked)
    scene.happen(...retries(scene.effects).slice(-1))
    expect(scene.asked).toBe(asked + 1)
  })

  it('is the one that is open, where the error names none and all else was taken', () => {
    const scene = new Scene().happen(added(typed('t1', 'Hi')), asks(), complains({ code: 'no' }))
    expect(scene.status).toBe('idle')
    expect(scene.items.at(-1)).toMatch(/failed$/)
  })

  it('is not the one that is open, where the error is about something else', () => {
    const scene = new Scene().happen(asks(), complains({ code: 'no', param: 'audio' }))
    expect(scene.status).toBe('thinking')
  })

  it('is told with the sentence of the service, dots and all, and what it is called', () => {
    const message = 'Version 1.5 is needed.'
    const scene = new Scene().happen(asks(), refuses('rv-create', { message, param: 'response.x' }))
    expect(reports(scene.effects)).toMatchObject([
      {
        code: 'response_failed',
        message: 'The service could not finish this answer: Version 1.5 is needed.',
        cause: { code: 'invalid_value', param: 'response.x' },
      },
    ])
  })

  it('for want of time stays what it is: the service asked to slow down', () => {
    const scene = new Scene().happen(asks(), refuses('rv-create', { code: 'rate_limit_exceeded' }))
    expect(codes(scene.effects)).toEqual(['rate_limited'])
  })

  it('for want of money is seen in the conversation, and not made again', () => {
    const scene = new Scene().happen(asks(), refuses('rv-create', { code: 'insufficient_quota' }))
    expect(codes(scene.effects)).toEqual(['quota_exceeded'])
    expect(scene.state.conversation.items).toMatchObject([
      { status: 'failed', text: '', spoken: false, problem: { code: 'quota_exceeded' } },
    ])
    expect(scene.status).toBe('idle')
    expect(pauses(scene.effects)).toEqual([])
  })

  it('is still awaited where what is refused for want of money is a request of somebody else', () => {
    const scene = new Scene().happen(asks(), refuses('the-app-1', { code: 'insufficient_quota' }))
    expect(codes(scene.effects)).toEqual(['quota_exceeded'])
    expect(scene.status).toBe('thinking')
    expect(scene.items).toEqual([])
  })

  it('was none of ours where none is open, whatever the error is about', () => {
    const scene = new Scene().happen(complains({ code: 'no', param: 'response.tools' }))
    expect(codes(scene.effects)).toEqual(['protocol_warning'])
  })
})

describe('a request out of band that is refused', () => {
  it('is not awaited any more: the next answer is part of the conversation', () => {
    const scene = new Scene().happen(aside, refuses('rv-aside'), created('r1'))
    expect(codes(scene.effects)).toEqual(['response_failed'])
    expect(scene.state.turn.response).toBe('r1')
  })

  it('leaves another one open', () => {
    const scene = new Scene().happen(aside, aside, refuses('rv-aside'), created('r1'))
    expect(scene.state.turn).toMatchObject({ response: null, aside: ['r1'] })
  })

  it('is none where the error is about something else', () => {
    const scene = new Scene().happen(aside, complains({ code: 'no' }), created('r1'))
    expect(scene.state.turn).toMatchObject({ response: null, aside: ['r1'] })
  })
})

describe('an answer without a mark', () => {
  it('is part of the conversation where one is due, also while one out of band is', () => {
    const scene = new Scene().happen(aside, asks(), created('r1'))
    expect(scene.state.turn.response).toBe('r1')
    const spoken = new Scene().happen(started(), stopped(), aside, created('r1'))
    expect(spoken.state.turn.response).toBe('r1')
  })
})
