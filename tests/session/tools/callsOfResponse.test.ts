import { describe, expect, it } from 'vitest'
import {
  answered,
  asks,
  begins,
  callOf,
  calls,
  ends,
  itemBegins,
  itemEnds,
  told,
  withTools,
} from '../../support/callSteps.ts'
import { answer, go } from '../../support/conversationSteps.ts'

const interrupt = { type: 'interrupt' } as const
const sound = {
  type: 'response.output_audio.delta',
  response_id: 'r1',
  item_id: 'A',
  content_index: 0,
  delta: 'AAAA',
} as const
const stopped = '{"error":"The user stopped it. It may be done in part."}'
const runs = (effects: ReturnType<typeof go>['effects']) =>
  effects.flatMap((effect) => (effect.type === 'runTool' ? [effect.callId] : []))

describe('a response with a call', () => {
  it('is cut as a whole when the user talks over what it says beside the call', () => {
    const speaks = [begins(), itemBegins(answer('A')), sound, ...calls(['c1'])] as const
    const { state } = go(
      withTools(),
      ...speaks,
      { type: 'player.started', itemId: 'A' },
      ends(),
      interrupt,
    )
    expect(state.turn.cut).toEqual(['r1'])
    expect(go(state, sound).effects).toEqual([])
  })

  it('that is written when its response was stopped is answered, and not spoken of', () => {
    const first = go(withTools(), begins(), itemBegins(callOf('c1')), interrupt)
    const cancelled = ends('r1', { status: 'cancelled' })
    const { state, effects } = go(first.state, itemEnds(callOf('c1')), cancelled)
    expect(told(effects)).toEqual({
      c1: '{"error":"The user interrupted before this was run. It was not run."}',
    })
    expect(runs(effects)).toEqual([])
    expect(asks(effects)).toBe(0)
    expect(state.turn.outputs).toBeNull()
    expect(state.conversation.items[0]?.status).toBe('interrupted')
  })
})

describe('a call that only the end of its response tells of', () => {
  const tells = (status: 'completed' | 'incomplete' | 'cancelled', more: object = {}) =>
    go(withTools(), begins(), ends('r1', { status, output: [{ ...callOf('c1'), ...more }] }))

  it.each([
    ['completed', {}],
    ['completed', { status: 'completed' }],
    // The limit of tokens may come after it was written whole.
    ['incomplete', { status: 'completed' }],
  ] as const)('in one that is %s is run where it is %j', (status, more) => {
    expect(runs(tells(status, more).effects)).toEqual(['c1'])
  })

  it.each([
    ['completed', { status: 'incomplete' }],
    ['incomplete', {}],
    ['cancelled', {}],
  ] as const)('in one that is %s is not run where it is %j', (status, more) => {
    expect(runs(tells(status, more).effects)).toEqual([])
  })
})

describe('interrupt()', () => {
  it('answers and aborts every call that runs, and lets nobody speak of them', () => {
    const { state } = go(withTools(), begins(), ...calls(['c1', 'c2']), ends())
    const { effects, state: after } = go(state, interrupt)
    expect(told(effects)).toEqual({ c1: stopped, c2: stopped })
    expect(effects.filter(({ type }) => type === 'abortTool')).toEqual([
      { type: 'abortTool', callId: 'c1' },
      { type: 'abortTool', callId: 'c2' },
    ])
    expect(asks(effects)).toBe(0)
    expect(after.turn).toMatchObject({ openCalls: [], outputs: null })
  })

  it('lets nobody speak of what was answered before it either', () => {
    const { state } = go(withTools(), begins(), ...calls(['c1']), answered('c1'), interrupt)
    expect(asks(go(state, ends('r1', { status: 'cancelled' })).effects)).toBe(0)
  })
})
