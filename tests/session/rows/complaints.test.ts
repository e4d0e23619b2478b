import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { added, typed } from '../../support/conversationSteps.ts'
import { created, Scene, typed as sent } from '../../support/scene.ts'
import { asks, calling, codes, complains, reports } from './steps.ts'

describe('a complaint of the service', () => {
  it('that is a normal race changes nothing', () => {
    const scene = new Scene().happen(asks())
    const before = scene.state
    scene.happen(complains({ code: 'response_cancel_not_active' }))
    expect(scene.state).toBe(before)
    expect(codes(scene.effects)).toEqual([])
  })

  it('is told by its name', () => {
    const scene = new Scene().happen(complains({ code: 'strange_thing' }))
    expect(reports(scene.effects).map(({ message }) => message)).toEqual([
      'The service sent an error (strange_thing); it was left out.',
    ])
  })

  it('about the language of the line is told with its sentence', () => {
    const message = 'Use the GA events.'
    const scene = new Scene().happen(complains({ code: 'beta_api_shape_disabled', message }))
    expect(reports(scene.effects)).toMatchObject([
      {
        code: 'wrong_dialect',
        message: 'The service does not take the GA events: Use the GA events.',
        cause: { code: 'beta_api_shape_disabled' },
      },
    ])
  })

  it.each([
    ['the name of a field', 'tools[0].name', { code: 'no', param: 'tools[0].name' }],
    ['words', 'say hello to me', { code: 'no' }],
    ['one very long word', 'x'.repeat(121), { code: 'no' }],
    ['nothing', null, { code: 'no' }],
    ['an empty name', '', { code: 'no' }],
  ])('is given to the app without words of the conversation: it is about %s', (_, param, cause) => {
    const scene = new Scene().happen(complains({ code: 'no', param, message: 'Hello to you.' }))
    expect(reports(scene.effects).map((error) => error.cause)).toEqual([cause])
  })

  it('while connecting explains why the line does not stand', () => {
    const scene = calling().happen(complains({ code: 'no', message: 'Not today' }))
    expect(scene.state.complaint).toMatchObject({
      code: 'protocol_error',
      message:
        'The service and this library did not understand each other, so the line ended: Not today (close code none).',
    })
    const late = calling().happen(complains({ code: 'rate_limit_exceeded' }))
    expect(late.state.complaint?.code).toBe('rate_limited')
  })
})

describe('a complaint about an item', () => {
  it('is about the first that was not taken yet', () => {
    const scene = new Scene().happen(added(typed('t0', 'Hello')), { ...sent, respond: false })
    scene.happen(complains({ code: 'no', param: 'item.content' }))
    expect(scene.items).toEqual(['t0 completed', 't1 failed'])
  })

  it('is none where an answer has such a part', () => {
    const scene = new Scene().happen({ ...sent, respond: false })
    scene.happen(complains({ code: 'no', param: 'response.item' }))
    expect(scene.items).toEqual(['t1 pending'])
  })
})

describe('an answer that goes wrong', () => {
  const wrong = (
    error: { readonly code?: string | null; readonly type?: string } | null,
    reason?: string,
  ) => {
    const status_details = { error, ...(reason !== undefined && { reason }) }
    const response = { id: 'r1', status: 'incomplete', status_details } as const
    return reports(new Scene().happen(created('r1'), { type: 'response.done', response }).effects)
  }
  const finishing = (reason: string) => `The service could not finish this answer: ${reason}.`

  it.each([
    ['the code of its error', { code: 'too_odd', type: 'x' }, 'other', 'too_odd'],
    ['the reason, where its error has no code', { type: 'x' }, 'who_knows', 'who_knows'],
    ['the kind of its error, where there is no more', { type: 'kind_of' }, undefined, 'kind_of'],
    ['the reason, where there is no error', null, 'who_knows', 'who_knows'],
    ['that there was no reason', null, undefined, 'it gave no reason'],
  ])('says why: %s', (_, error, reason, told) => {
    expect(wrong(error, reason).map(({ message }) => message)).toEqual([finishing(told)])
  })

  it('keeps what its error is called', () => {
    for (const code of ['insufficient_quota', 'too_odd'])
      expect(wrong({ code, type: 'x' })[0]?.cause).toEqual({ code })
  })
})

describe('what is shown of several troubles', () => {
  const happens = (code: VoiceError['code']) =>
    ({ type: 'trouble', error: new VoiceError(code) }) as const
  const shown = (...troubles: readonly VoiceError['code'][]) => {
    const scene = new Scene().happen(...troubles.map(happens))
    return { code: scene.state.error?.code, told: codes(scene.effects) }
  }

  it('is the page that is not secure, which explains that the worklet failed', () => {
    expect(shown('insecure_page', 'worklet_load_failed')).toEqual({
      code: 'insecure_page',
      told: ['insecure_page', 'worklet_load_failed'],
    })
  })

  it('is otherwise the last', () => {
    expect(shown('worklet_load_failed').code).toBe('worklet_load_failed')
    expect(shown('insecure_page', 'audio_failed').code).toBe('audio_failed')
    expect(shown('audio_failed', 'worklet_load_failed').code).toBe('worklet_load_failed')
  })
})
