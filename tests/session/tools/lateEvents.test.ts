import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { reduce } from '../../../src/session/reduce.ts'
import type { SessionState } from '../../../src/session/state.ts'
import {
  answered,
  begins,
  calls,
  ends,
  outputOf,
  told,
  withTools,
} from '../../support/callSteps.ts'
import { added, go } from '../../support/conversationSteps.ts'
import { request } from '../../support/toolItems.ts'
import { NOW_MS } from '../../support/sequence.ts'

const runs = (callId = 'c1') => ({ type: 'tool.running', callId }) as const
const asks = (callId = 'c1') => ({ type: 'tool.asked', callId }) as const
const allows = (callId = 'c1') => ({ type: 'tool.approved', callId }) as const
const forbids = (callId = 'c1', reason = '') => ({ type: 'tool.rejected', callId, reason }) as const

const called = () => go(withTools(), begins(), ...calls(['c1']), ends()).state

/** The same facts, and nothing is done. */
function expectNothing(state: SessionState, event: SessionEvent) {
  const [next, effects] = reduce(state, event, NOW_MS)
  expect(next).toBe(state)
  expect(effects).toEqual([])
}

describe('what comes late or twice about a call', () => {
  it('changes nothing while it runs', () => {
    const { state } = go(called(), runs())
    for (const event of [runs(), allows(), forbids()]) expectNothing(state, event)
  })

  it('changes nothing after its answer', () => {
    const { state } = go(called(), runs(), answered('c1'))
    for (const event of [runs(), asks(), allows(), forbids(), answered('c1')])
      expectNothing(state, event)
  })

  it('changes nothing when nobody knows the call', () => {
    const other = go(called(), runs()).state
    for (const event of [runs('c2'), asks('c2'), allows('c2'), forbids('c2'), answered('c2')])
      expectNothing(other, event)
  })

  it('changes nothing of one that is not shown any more, and its answer is still told', () => {
    const deleted = { type: 'conversation.item.deleted', item_id: 'item_c1' } as const
    const { state } = go(called(), deleted)
    expect(state.conversation.items).toEqual([])
    for (const event of [runs(), allows(), forbids()]) expectNothing(state, event)
    expect(told(go(state, answered('c1')).effects)).toEqual({ c1: 'seen' })
  })

  it('is about the call, and not about the answer that somebody else gave', () => {
    const { state, items } = go(called(), runs(), added(outputOf('c1'), 'item_c1'))
    const problem = new VoiceError('tool_failed')
    const failed = go(state, { type: 'tool.answered', callId: 'c1', output: 'seen', problem })
    expect(failed.items).toMatchObject([
      { id: 'item_c1', problem, call: { output: 'seen' } },
      { id: 'output_c1', call: { output: 'from elsewhere' } },
    ])
    expect(failed.items[1]).toBe(items[1])
  })
})

describe('what the user forbids', () => {
  it.each([
    ['', 'The user did not allow it.'],
    ['Too late.', 'The user did not allow it. Too late.'],
  ])('with the reason "%s" is told, and its run is ended', (reason, error) => {
    const { effects, items } = go(called(), asks(), forbids('c1', reason))
    expect(told(effects)).toEqual({ c1: JSON.stringify({ error }) })
    expect(effects).toContainEqual({ type: 'abortTool', callId: 'c1' })
    expect(items[0]?.status).toBe('rejected')
  })
})

it('the answer to a remote server has a name of its own, of 32 letters at most', () => {
  const id = `mcpr_${'0123456789'.repeat(4)}`
  const asked = go(withTools(), begins(), added({ ...request, id }))
  const { effects } = go(asked.state, allows(id))
  expect(effects[0]).toEqual({
    type: 'send',
    event: {
      type: 'conversation.item.create',
      item: {
        id: 'rv_2345678901234567890123456789',
        type: 'mcp_approval_response',
        approval_request_id: id,
        approve: true,
      },
    },
  })
})
